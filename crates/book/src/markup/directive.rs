//! What stands between double braces: `{{#listing race-conditions/lost-update anchor=add}}`.

use std::fmt;

use crate::contract::Language;
use crate::problem::nearest;

/// The program, figure or exercise that a directive names: `chapter/name`, and `.c` or `.python` for a twin.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Target {
    /// The chapter, named like its file.
    pub chapter: String,
    /// The name within the chapter.
    pub name: String,
    /// Which of the listing's languages.
    pub language: Language,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}{}", self.chapter, self.name, self.language.suffix())
    }
}

/// A directive, understood.
#[derive(Clone, PartialEq, Debug)]
pub enum Directive {
    /// A program with all that a reader sees of it.
    Listing {
        target: Target,
        anchor: Option<String>,
        /// The code alone.
        bare: bool,
    },
    /// One recorded output as a block of text.
    Output { target: Target, which: Which },
    /// A measured number.
    Recorded { target: Target, quantity: Quantity, digits: Option<usize> },
    /// A counted number, or whether a program can print something.
    Explored { target: Target, quantity: Found, model: String },
    /// An SVG, inlined.
    Figure { target: Target, caption: String },
    /// A plot of a recording.
    Plot { target: Target, caption: String },
    /// An exercise with its commands and its folded solution.
    Exercise { target: Target },
    /// The question that a reader answers before reading on.
    Predict { question: String },
    /// The answer to the question starts here, and is folded.
    Answer,
    /// The end of the answer.
    EndPredict,
    /// A page that the tool writes.
    Appendix { which: Appendix },
    /// The items of the notes, or the errata, that are taught here.
    Notes { ids: Vec<String> },
}

/// The pages that the tool writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Appendix {
    /// Where each item of the notes is taught.
    Notes,
    /// What each listing must do, and who checks it.
    Claims,
    /// What is often said, and is not so.
    Folklore,
    /// Where each chapter says to read on.
    Reading,
}

/// What of an exploration stands in a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    Outcomes,
    Executions,
    Schedules,
    States,
    /// Whether this output is possible.
    Possible(String),
}

impl Found {
    /// As a directive spells it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Outcomes => "outcomes",
            Self::Executions => "executions",
            Self::Schedules => "schedules",
            Self::States => "states",
            Self::Possible(_) => "possible",
        }
    }
}

/// Which recorded output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Which {
    /// The n-th most frequent, from 1.
    Rank(usize),
    /// The most frequent one of a class.
    Class(String),
}

/// What of a recording stands in a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Quantity {
    Runs,
    /// How many different outcomes.
    Outcomes,
    /// How often an outcome, or one of a class, was seen.
    Times(String),
    /// The same, in per cent of the runs.
    Share(String),
    Min(String),
    Median(String),
    P90(String),
    Max(String),
    /// A number of the recorded rows; a negative row counts from the end.
    Row(i64, OfRow, String),
    Machine,
    Cores,
    Date,
}

/// Which of a row's numbers, one from each run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfRow {
    Min,
    Median,
    Max,
}

const KNOWN: &[&str] = &[
    "listing", "output", "recorded", "explored", "figure", "plot", "exercise", "predict", "answer", "/predict",
    "notes", "appendix",
];

/// What is wrong with a directive, and how to mend it.
pub type Fault = (String, String);

fn fault<T>(what: impl Into<String>, mend: impl Into<String>) -> Result<T, Fault> {
    Err((what.into(), mend.into()))
}

impl Directive {
    /// Reads what stands between `{{` and `}}`.
    ///
    /// # Errors
    /// What is wrong, and how to mend it.
    pub fn parse(inside: &str) -> Result<Self, Fault> {
        let inside = inside.trim();
        let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        let name = name.strip_prefix('#').unwrap_or(name);
        let rest = rest.trim();
        match name {
            "listing" => Self::listing(rest),
            "output" => Self::output(rest),
            "recorded" => Self::recorded(rest),
            "explored" => Self::explored(rest),
            "figure" | "plot" => {
                let (target, caption) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                let target = parse_target(target)?;
                let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
                if caption.is_empty() {
                    return fault(
                        format!("the {name} `{target}` has no caption"),
                        format!("say what it shows: {{{{#{name} {target} Caption text.}}}}"),
                    );
                }
                Ok(if name == "figure" { Self::Figure { target, caption } } else { Self::Plot { target, caption } })
            }
            "exercise" => {
                let mut words = Words::new("exercise", rest)?;
                let target = words.target()?;
                words.finish(&[])?;
                Ok(Self::Exercise { target })
            }
            "appendix" => match rest {
                "notes" => Ok(Self::Appendix { which: Appendix::Notes }),
                "claims" => Ok(Self::Appendix { which: Appendix::Claims }),
                "folklore" => Ok(Self::Appendix { which: Appendix::Folklore }),
                "reading" => Ok(Self::Appendix { which: Appendix::Reading }),
                _ => {
                    fault(format!("unknown appendix `{rest}`"), "it can be `notes`, `claims`, `folklore` or `reading`")
                }
            },
            "predict" if rest.is_empty() => {
                fault("`predict` asks nothing", "write the question: {{#predict What can it print?}}")
            }
            "predict" => Ok(Self::Predict { question: rest.split_whitespace().collect::<Vec<_>>().join(" ") }),
            "answer" => bare(name, rest).map(|()| Self::Answer),
            "/predict" => bare(name, rest).map(|()| Self::EndPredict),
            "notes" => {
                let ids: Vec<String> = rest.split_whitespace().map(str::to_owned).collect();
                if ids.is_empty() {
                    return fault("`notes` names no item", "name one or more: {{#notes N000-02 E000-25}}");
                }
                Ok(Self::Notes { ids })
            }
            _ => fault(
                format!("unknown directive `{name}`"),
                format!("{}the directives are {}", did_you_mean(name, KNOWN.iter().copied()), list(KNOWN)),
            ),
        }
    }

    fn listing(rest: &str) -> Result<Self, Fault> {
        let mut words = Words::new("listing", rest)?;
        let target = words.target()?;
        let anchor = words.attribute("anchor");
        let bare = words.flag("bare");
        words.finish(&["anchor=PART", "bare"])?;
        Ok(Self::Listing { target, anchor, bare })
    }

    fn output(rest: &str) -> Result<Self, Fault> {
        let mut words = Words::new("output", rest)?;
        let target = words.target()?;
        let rank = words.attribute("outcome");
        let class = words.attribute("class");
        words.finish(&["outcome=2", "class=\"NAME\""])?;
        let which = match (rank, class) {
            (Some(_), Some(_)) => {
                return fault(
                    "`outcome` and `class` stand together",
                    "choose one: the n-th most frequent output, or one of a class",
                );
            }
            (_, Some(class)) => Which::Class(class),
            (None, None) => Which::Rank(1),
            (Some(rank), None) => match rank.parse() {
                Ok(rank) if rank > 0 => Which::Rank(rank),
                _ => {
                    return fault(
                        format!("`outcome={rank}` is no rank"),
                        "write outcome=1 for the most frequent, outcome=2 for the next",
                    );
                }
            },
        };
        Ok(Self::Output { target, which })
    }

    fn recorded(rest: &str) -> Result<Self, Fault> {
        const QUANTITIES: &[&str] =
            &["runs", "outcomes", "times", "share", "min", "median", "p90", "max", "row", "machine", "cores", "date"];
        let mut words = Words::new("recorded", rest)?;
        let target = words.target()?;
        let Some(name) = words.next() else {
            return fault(format!("`recorded {target}` names no number"), format!("it can be {}", list(QUANTITIES)));
        };
        let mut needed = |what: &str| match words.next() {
            Some(word) => Ok(word),
            None => fault(format!("`recorded {target} {name}` says not of what"), format!("{name} {what}")),
        };
        let quantity = match name.as_str() {
            "runs" => Quantity::Runs,
            "outcomes" => Quantity::Outcomes,
            "times" => Quantity::Times(needed("\"TEXT or class\"")?),
            "share" => Quantity::Share(needed("\"TEXT or class\"")?),
            "min" => Quantity::Min(needed("HOLE")?),
            "median" => Quantity::Median(needed("HOLE")?),
            "p90" => Quantity::P90(needed("HOLE")?),
            "max" => Quantity::Max(needed("HOLE")?),
            "row" => {
                let row = needed("K HOLE")?;
                let Ok(row) = row.parse() else {
                    return fault(format!("`{row}` is no row"), "count rows from 1, or from the end with -1");
                };
                if row == 0 {
                    return fault("there is no row 0", "count rows from 1, or from the end with -1");
                }
                let first = needed("K HOLE")?;
                let (of, hole) = match (first.as_str(), words.next()) {
                    (_, None) => (OfRow::Median, first),
                    ("min", Some(hole)) => (OfRow::Min, hole),
                    ("median", Some(hole)) => (OfRow::Median, hole),
                    ("max", Some(hole)) => (OfRow::Max, hole),
                    (_, Some(hole)) => {
                        return fault(
                            format!("a row has no `{first}`"),
                            format!(
                                "write row {row} {hole} for the median, or row {row} min {hole}, row {row} max {hole}"
                            ),
                        );
                    }
                };
                Quantity::Row(row, of, hole)
            }
            "machine" => Quantity::Machine,
            "cores" => Quantity::Cores,
            "date" => Quantity::Date,
            _ => {
                return fault(
                    format!("a recording has no `{name}`"),
                    format!("{}it can be {}", did_you_mean(&name, QUANTITIES.iter().copied()), list(QUANTITIES)),
                );
            }
        };
        let digits = match words.attribute("digits") {
            None => None,
            Some(text) => match text.parse() {
                Ok(digits @ 1..=15) => Some(digits),
                _ => {
                    return fault(
                        format!("`digits={text}` is no number of digits"),
                        "write digits=2 to round to two significant digits",
                    );
                }
            },
        };
        words.finish(&["digits=2"])?;
        Ok(Self::Recorded { target, quantity, digits })
    }

    fn explored(rest: &str) -> Result<Self, Fault> {
        const QUANTITIES: &[&str] = &["outcomes", "executions", "schedules", "states", "possible"];
        const MODELS: &[&str] = &["sc", "tso", "rc11"];
        let mut words = Words::new("explored", rest)?;
        let target = words.target()?;
        let quantity = match words.next().unwrap_or_default().as_str() {
            "outcomes" => Found::Outcomes,
            "executions" => Found::Executions,
            "schedules" => Found::Schedules,
            "states" => Found::States,
            "possible" => match words.next() {
                Some(output) => Found::Possible(output),
                None => {
                    return fault(format!("`explored {target} possible` says not what"), "possible \"OUTPUT\\n\"");
                }
            },
            other => {
                return fault(format!("an exploration has no `{other}`"), format!("it can be {}", list(QUANTITIES)));
            }
        };
        let model = words.attribute("model").unwrap_or_else(|| "sc".to_owned());
        if !MODELS.contains(&model.as_str()) {
            return fault(format!("unknown memory model `{model}`"), format!("it can be {}", list(MODELS)));
        }
        words.finish(&["model=tso"])?;
        Ok(Self::Explored { target, quantity, model })
    }

    /// Whether it may stand inside a sentence. The others stand on a line of their own.
    pub fn is_inline(&self) -> bool {
        matches!(self, Self::Recorded { .. } | Self::Explored { .. } | Self::Notes { .. })
    }
}

fn bare(name: &str, rest: &str) -> Result<(), Fault> {
    if rest.is_empty() {
        return Ok(());
    }
    fault(
        format!("`{name}` takes nothing, but here it has `{rest}`"),
        format!("write {{{{#{name}}}}} on a line of its own").replace("#/", "/"),
    )
}

/// Reads `chapter/name`, with `.c` or `.python` for a twin.
fn parse_target(text: &str) -> Result<Target, Fault> {
    let plain =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let (path, language) = if let Some(path) = text.strip_suffix(".c") {
        (path, Language::C)
    } else if let Some(path) = text.strip_suffix(".python") {
        (path, Language::Python)
    } else {
        (text, Language::Rust)
    };
    match path.split_once('/') {
        Some((chapter, name)) if plain(chapter) && plain(name) => {
            Ok(Target { chapter: chapter.to_owned(), name: name.to_owned(), language })
        }
        _ => fault(
            format!("`{text}` is not of the form CHAPTER/NAME"),
            "both in lower case with hyphens, as in first-threads/two-threads; .c or .python after it for a twin",
        ),
    }
}

/// The words after a directive's name: plain ones, `"quoted ones"`, and `key=value`.
struct Words {
    directive: &'static str,
    plain: std::collections::VecDeque<String>,
    attributes: Vec<(String, String)>,
}

impl Words {
    fn new(directive: &'static str, text: &str) -> Result<Self, Fault> {
        let mut words = Self { directive, plain: Default::default(), attributes: Vec::new() };
        let mut chars = text.chars().peekable();
        loop {
            while chars.next_if(|c| c.is_whitespace()).is_some() {}
            if chars.peek().is_none() {
                return Ok(words);
            }
            let (mut key, mut word, mut quoted) = (None, String::new(), false);
            while let Some(c) = chars.next_if(|c| !c.is_whitespace()) {
                match c {
                    '"' => {
                        quoted = true;
                        word.push_str(&quoted_text(&mut chars)?);
                    }
                    '=' if key.is_none() && !quoted => key = Some(std::mem::take(&mut word)),
                    c => word.push(c),
                }
            }
            match key {
                Some(key) => words.attributes.push((key, word)),
                None => words.plain.push_back(word),
            }
        }
    }

    fn next(&mut self) -> Option<String> {
        self.plain.pop_front()
    }

    fn target(&mut self) -> Result<Target, Fault> {
        match self.next() {
            Some(word) => parse_target(&word),
            None => fault(
                format!("`{}` names nothing", self.directive),
                format!("write {{{{#{} CHAPTER/NAME}}}}", self.directive),
            ),
        }
    }

    fn attribute(&mut self, key: &str) -> Option<String> {
        let at = self.attributes.iter().position(|(name, _)| name == key)?;
        Some(self.attributes.remove(at).1)
    }

    fn flag(&mut self, name: &str) -> bool {
        let before = self.plain.len();
        self.plain.retain(|word| word != name);
        self.plain.len() < before
    }

    /// Whatever is left was not understood.
    fn finish(self, allowed: &[&str]) -> Result<(), Fault> {
        let unknown =
            self.attributes.first().map(|(key, value)| format!("{key}={value}")).or(self.plain.into_iter().next());
        let Some(unknown) = unknown else { return Ok(()) };
        let mend =
            if allowed.is_empty() { "it takes none".to_owned() } else { format!("it can have {}", list(allowed)) };
        fault(format!("`{}` has no attribute `{unknown}`", self.directive), mend)
    }
}

/// The rest of a quoted word; the opening quote has been read. `\n`, `\t`, `\"` and `\\` mean what they mean in Rust.
fn quoted_text(chars: &mut impl Iterator<Item = char>) -> Result<String, Fault> {
    let mut text = String::new();
    while let Some(c) = chars.next() {
        match c {
            // Markdown editors and careful authors write these; they are no part of any output here.
            '"' => return Ok(text),
            '\\' => match chars.next() {
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some(c @ ('"' | '\\')) => text.push(c),
                other => {
                    let c = other.map(String::from).unwrap_or_default();
                    return fault(format!("unknown escape `\\{c}`"), "the escapes are \\n, \\t, \\\" and \\\\");
                }
            },
            c => text.push(c),
        }
    }
    fault("a quote is not closed", "close it with \"")
}

/// "`a`, `b` and `c`".
pub fn list(words: &[impl AsRef<str>]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// "did you mean `x`? ", if one of the words is near.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    if word.is_empty() {
        return String::new();
    }
    nearest(word, known).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default()
}
