//! Text with holes: what a contract says of an output whose numbers differ from run to run.
//!
//! `took {time:float} ms` has a hole `time`. A pattern is compared with a whole output. So that columns may be padded, a run
//! of spaces in a pattern stands for any run of spaces, and a hole for a number takes the spaces before it.

use std::collections::BTreeMap;

use regex::Regex;

/// What a hole takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HoleKind {
    /// Digits with an optional sign.
    Int,
    /// A decimal number, with an optional fraction and exponent.
    Float,
    /// At least one character, to the end of the line at most.
    Text,
}

impl HoleKind {
    /// Whether what fills the hole is a number.
    pub fn is_number(self) -> bool {
        matches!(self, HoleKind::Int | HoleKind::Float)
    }

    fn regex(self) -> &'static str {
        match self {
            HoleKind::Int => " *([-+]?[0-9]+)",
            HoleKind::Float => r" *([-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)",
            HoleKind::Text => r"([^\n]+?)",
        }
    }
}

/// A named hole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hole {
    /// The name that recordings and directives know it by.
    pub name: String,
    /// What it takes.
    pub kind: HoleKind,
}

/// A parsed pattern, with the form of its rows where it has any.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As it stands in the contract.
    pub text: String,
    /// Holes outside the rows, from left to right.
    pub holes: Vec<Hole>,
    /// The form of the lines that `{*rows}` stands for.
    pub rows: Option<Rows>,
    whole: Regex,
    rows_group: Option<usize>,
}

/// The form of the lines that `{*rows}` stands for.
#[derive(Clone, Debug)]
pub struct Rows {
    /// As it stands in the contract.
    pub text: String,
    /// Its columns, from left to right.
    pub holes: Vec<Hole>,
    line: Regex,
}

/// What filled a hole.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// A number, in the unit in which the program prints it.
    Number(f64),
    /// Anything else.
    Text(String),
}

impl Cell {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Number(number) => Some(*number),
            Cell::Text(_) => None,
        }
    }
}

/// What filled the holes in one output.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Filled {
    /// Holes outside the rows.
    pub holes: BTreeMap<String, Cell>,
    /// The rows, in the order in which they were printed.
    pub rows: Vec<BTreeMap<String, Cell>>,
}

impl Pattern {
    /// Parses a pattern, and the form of its rows where the contract gives one.
    ///
    /// # Errors
    /// All that is wrong with it, one sentence each.
    pub fn parse(text: &str, rows: Option<&str>) -> Result<Pattern, Vec<String>> {
        let mut errors = Vec::new();
        let parsed = parse(text, rows.is_some(), &mut errors);
        let rows = rows.map(|text| {
            let parsed = parse(text.trim(), false, &mut errors);
            if text.contains('\n') {
                errors.push("`rows` is the form of one line, and has a line break".to_owned());
            }
            for hole in &parsed.holes {
                if parsed.rows_group.is_some() {
                    errors.push("`{*rows}` cannot stand inside `rows`".to_owned());
                }
                if hole.name.is_empty() {
                    errors.push("a hole in `rows` has no name".to_owned());
                }
            }
            (text.to_owned(), parsed)
        });
        if rows.is_some() && parsed.rows_group.is_none() {
            errors.push("`rows` is given, but the pattern has no line `{*rows}`".to_owned());
        }
        if !errors.is_empty() {
            return Err(errors);
        }

        let compile = |regex: &str| Regex::new(&format!("^{regex}$")).expect("escaped text and our own groups");
        let mut whole = parsed.regex;
        let rows = rows.map(|(text, row)| {
            // The group takes all lines that have the form of a row.
            let anonymous = row.regex.replace("([", "(?:[");
            whole = whole.replace(ROWS, &format!("((?: *{anonymous} *\n)+)"));
            Rows { text, holes: row.holes, line: compile(&format!(" *{} *", row.regex)) }
        });
        Ok(Pattern {
            text: text.to_owned(),
            holes: parsed.holes,
            rows,
            whole: compile(&whole),
            rows_group: parsed.rows_group,
        })
    }

    /// What fills the holes if `output` has this form.
    pub fn fill(&self, output: &str) -> Option<Filled> {
        let found = self.whole.captures(output)?;
        let mut filled = Filled::default();
        let groups = (1..found.len()).filter(|&group| Some(group) != self.rows_group);
        for (hole, group) in self.holes.iter().zip(groups) {
            filled.holes.insert(hole.name.clone(), cell(hole.kind, &found[group]));
        }
        if let (Some(rows), Some(group)) = (&self.rows, self.rows_group) {
            for line in found[group].lines() {
                let found = rows.line.captures(line)?;
                let cells = rows.holes.iter().enumerate();
                filled.rows.push(cells.map(|(i, hole)| (hole.name.clone(), cell(hole.kind, &found[i + 1]))).collect());
            }
        }
        Some(filled)
    }

    /// Whether `output` has this form.
    pub fn matches(&self, output: &str) -> bool {
        self.whole.is_match(output)
    }

    /// The named hole outside the rows.
    pub fn hole(&self, name: &str) -> Option<&Hole> {
        self.holes.iter().find(|hole| hole.name == name)
    }

    /// The named column of the rows.
    pub fn column(&self, name: &str) -> Option<&Hole> {
        self.rows.as_ref()?.holes.iter().find(|hole| hole.name == name)
    }

    /// Whether a number that differs from run to run is what it is about: such a listing is a measurement.
    pub fn has_numbers(&self) -> bool {
        self.rows.is_some() || self.holes.iter().any(|hole| hole.kind.is_number())
    }
}

fn cell(kind: HoleKind, text: &str) -> Cell {
    match kind {
        HoleKind::Int | HoleKind::Float => {
            Cell::Number(text.trim_start_matches('+').parse().expect("the hole takes only numbers"))
        }
        HoleKind::Text => Cell::Text(text.to_owned()),
    }
}

/// Stands for the rows while the regular expression of a pattern is put together; no program prints it.
const ROWS: &str = "\u{f8ff}";

struct Parsed {
    regex: String,
    holes: Vec<Hole>,
    rows_group: Option<usize>,
}

fn parse(text: &str, has_rows: bool, errors: &mut Vec<String>) -> Parsed {
    let mut parsed = Parsed { regex: String::new(), holes: Vec::new(), rows_group: None };
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("{{") || rest.starts_with("}}") {
            parsed.regex.push_str(if next == '{' { r"\{" } else { r"\}" });
            rest = &rest[2..];
        } else if next == '{' {
            let Some(end) = rest.find('}') else {
                errors.push(format!("the hole `{}` is not closed; a brace is written `{{{{`", clip(rest)));
                break;
            };
            hole(&rest[1..end], has_rows, &mut parsed, errors);
            let starred = rest[..end].starts_with("{*");
            rest = &rest[end + 1..];
            if starred {
                let alone = parsed.regex.trim_end_matches(ROWS);
                if !(alone.is_empty() || alone.ends_with('\n')) || !rest.starts_with('\n') {
                    errors.push("`{*rows}` must stand alone on its line, with a line break after it".to_owned());
                } else {
                    rest = &rest[1..];
                }
            }
        } else if next == '}' {
            errors.push("a `}` closes no hole; a brace is written `}}`".to_owned());
            rest = &rest[1..];
        } else if next == ' ' {
            parsed.regex.push_str(" +");
            rest = rest.trim_start_matches(' ');
            // A number takes the spaces before it, so that a space that the pattern asks for must be left to it.
        } else {
            parsed.regex.push_str(&regex::escape(next.encode_utf8(&mut [0; 4])));
            rest = &rest[next.len_utf8()..];
        }
    }
    parsed
}

fn hole(inside: &str, has_rows: bool, parsed: &mut Parsed, errors: &mut Vec<String>) {
    if inside == "_" {
        parsed.regex.push_str(r"[^\n]*?");
        return;
    }
    if inside == "*rows" {
        if !has_rows {
            errors.push("`{*rows}` needs the key `rows` with the form of one line".to_owned());
        }
        if parsed.rows_group.is_some() {
            errors.push("`{*rows}` stands twice in one pattern".to_owned());
        }
        parsed.rows_group = Some(parsed.holes.len() + 1);
        parsed.regex.push_str(ROWS);
        return;
    }
    let (name, kind) = inside.split_once(':').unwrap_or((inside, ""));
    let kind = match kind {
        "int" => HoleKind::Int,
        "float" => HoleKind::Float,
        "text" => HoleKind::Text,
        _ => {
            errors.push(format!(
                "`{{{}}}` is no hole: a hole is `{{NAME:int}}`, `{{NAME:float}}`, `{{NAME:text}}`, `{{_}}` or `{{*rows}}`; a brace is written `{{{{`",
                clip(inside)
            ));
            return;
        }
    };
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
        errors.push(format!("`{name}` is no name for a hole: letters, digits, `-` and `_`"));
    }
    if parsed.holes.iter().any(|hole| hole.name == name) {
        errors.push(format!("two holes are named `{name}`"));
    }
    parsed.holes.push(Hole { name: name.to_owned(), kind });
    parsed.regex.push_str(kind.regex());
}

fn clip(text: &str) -> &str {
    let end = text.char_indices().nth(20).map_or(text.len(), |(i, _)| i);
    text[..end].split('\n').next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(filled: &Filled) -> Vec<(&str, f64)> {
        filled.holes.iter().map(|(name, cell)| (name.as_str(), cell.number().unwrap())).collect()
    }

    #[test]
    fn holes_take_numbers_and_text() {
        let pattern = Pattern::parse("{n:int} runs of {what:text} took {t:float} ms{_}\n", None).unwrap();
        let filled = pattern.fill("12 runs of a [b] took   3.5e-1 ms (noisy)\n").unwrap();
        assert_eq!(filled.holes["n"], Cell::Number(12.0));
        assert_eq!(filled.holes["what"], Cell::Text("a [b]".to_owned()));
        assert_eq!(filled.holes["t"], Cell::Number(0.35));
        assert!(!pattern.matches("12 runs of a took 3 ms\nmore\n"), "a hole ends with its line");
        assert!(!pattern.matches("x runs of a took 3 ms\n"));
    }

    #[test]
    fn rows_may_be_padded_and_are_read_in_order() {
        let pattern =
            Pattern::parse("threads speedup\n{*rows}\ndone {n:int}\n", Some("{threads:int} {speedup:float}")).unwrap();
        let filled = pattern.fill("threads  speedup\n      1     1.00\n     16     9.5\ndone 2\n").unwrap();
        assert_eq!(numbers(&filled), [("n", 2.0)]);
        let speedups: Vec<_> = filled.rows.iter().map(|row| row["speedup"].number().unwrap()).collect();
        assert_eq!(speedups, [1.0, 9.5]);
        assert!(!pattern.matches("threads speedup\ndone 2\n"), "one row at least");
        assert!(!pattern.matches("threads speedup\n1\ndone 2\n"));
    }

    #[test]
    fn braces_are_doubled() {
        let pattern = Pattern::parse("{{{n:int}}}\n", None).unwrap();
        assert_eq!(numbers(&pattern.fill("{7}\n").unwrap()), [("n", 7.0)]);
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let errors = Pattern::parse("{n} } {*rows}", None).unwrap_err();
        assert_eq!(errors.len(), 4, "{errors:#?}");
        assert!(Pattern::parse("{a:int", None).is_err());
        assert!(Pattern::parse("{a:int} {a:int}", None).is_err());
        assert!(Pattern::parse("no rows\n", Some("{a:int}")).is_err());
    }
}
