//! The keys of one contract, read and checked.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::time::Duration;

use toml::de::DeTable;

use super::source::{self, Key, Source, Value, in_order, integer, strings};
use super::{Class, Contract, Ending, Language, MustSee, Need, Pattern, Plot, PlotKind, Prints, Refusal, Seen};
use interleave::Model;
use interleave::report::Status;

use crate::judge::explored;
use crate::problem::nearest;

const DEFAULT_DEADLINE: Duration = Duration::from_secs(10);

/// The keys of one contract.
pub struct Fields<'s, 'f, 'a, 'b> {
    name: String,
    at: Range<usize>,
    entries: Vec<(&'b Key<'a>, &'b Value<'a>)>,
    source: &'s mut Source<'f>,
}

const ENDINGS: [&str; 4] = ["exit", "panics", "hangs", "refused"];
const PRINTS: [&str; 4] = ["prints", "prints-one-of", "lines", "pattern"];
const OTHERS: [&str; 24] = [
    "caption",
    "in-order",
    "rows",
    "stderr",
    "must-see",
    "explored",
    "may",
    "spurious",
    "why",
    "weak",
    "tries",
    "classes",
    "runs",
    "record",
    "expect",
    "deadline",
    "args",
    "stdin",
    "env",
    "needs",
    "playground",
    "plot",
    "c",
    "python",
];

impl<'s, 'f, 'a, 'b> Fields<'s, 'f, 'a, 'b> {
    /// The keys `entries` of the contract `name`, whose table begins at `at`.
    pub fn new(
        name: &str,
        at: Range<usize>,
        entries: Vec<(&'b Key<'a>, &'b Value<'a>)>,
        source: &'s mut Source<'f>,
    ) -> Self {
        Fields { name: name.to_owned(), at, entries, source }
    }

    /// Reads all of it. Where something is wrong a default stands in its place, so that the rest is looked at too.
    pub fn contract(mut self, caption: Option<String>, language: Language) -> Contract {
        self.unknown_keys();
        let caption = match (self.string("caption"), caption) {
            (Some(caption), _) | (None, Some(caption)) => caption,
            (None, None) => {
                if self.get("caption").is_none() {
                    self.missing("has no `caption`", "say in one line what the program shows: caption = \"…\"");
                }
                String::new()
            }
        };
        if caption.contains('\n') {
            self.wrong("caption", "is longer than a line", "shorten it");
        }
        let ends = self.ending(language);
        let prints = self.prints(&ends);
        let classes = self.classes();
        let contract = Contract {
            caption,
            must_see: self.must_see(&classes),
            explored: self.boolean("explored"),
            may: self.may(&ends),
            spurious: self.boolean("spurious"),
            why: self.texts("why", "write why = { \"1\\n\" = \"both load before either stores\" }"),
            weak: self.weak(),
            tries: self.string("tries"),
            classes,
            runs: self.count("runs"),
            // What rustc says is part of the lesson, so that a refusal is always recorded; once is enough.
            record: if matches!(ends, Ending::Refused(_)) { Some(1) } else { self.count("record") },
            expect: self.strings("expect").unwrap_or_default(),
            deadline: self.duration("deadline").unwrap_or(DEFAULT_DEADLINE),
            args: self.strings("args").unwrap_or_default(),
            stdin: self.string("stdin").unwrap_or_default(),
            stderr: self.string("stderr"),
            env: self.texts("env", "write env = { NAME = \"value\" }"),
            needs: self.needs(),
            playground: self.boolean("playground"),
            plot: self.plot(&prints),
            ends,
            prints,
            line: self.source.line(self.at.clone()),
        };
        self.sensible(&contract, language);
        contract
    }

    fn get(&self, key: &str) -> Option<&'b Value<'a>> {
        self.entries.iter().find(|(k, _)| k.get_ref() == key).map(|(_, value)| *value)
    }

    fn missing(&mut self, what: &str, mend: &str) {
        let what = format!("`{}` {what}", self.name);
        self.source.problem(self.at.clone(), what, mend);
    }

    fn wrong(&mut self, key: &str, what: impl AsRef<str>, mend: impl Into<String>) {
        let at = self.entries.iter().find(|(k, _)| k.get_ref() == key).map_or(self.at.clone(), |(k, _)| k.span());
        let what = format!("`{key}` of `{}` {}", self.name, what.as_ref());
        self.source.problem(at, what, mend);
    }

    fn unknown_keys(&mut self) {
        let known = || ENDINGS.into_iter().chain(PRINTS).chain(OTHERS);
        for (key, _) in self.entries.clone() {
            if known().any(|known| known == key.get_ref()) {
                continue;
            }
            let mend = match nearest(key.get_ref(), known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "delete it; CONTRIBUTING.md lists the keys".to_owned(),
            };
            let what = format!("`{}` has an unknown key `{}`", self.name, key.get_ref());
            self.source.problem(key.span(), what, mend);
        }
    }

    /// The keys of `group` that are given; more than one is a problem.
    fn one_of(&mut self, group: &[&'static str], what: &str) -> Option<&'static str> {
        let given: Vec<_> = group.iter().copied().filter(|key| self.get(key).is_some()).collect();
        if given.len() > 1 {
            let list = given.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ");
            self.wrong(given[1], format!("conflicts: {list} both say {what}"), "keep one of them");
        }
        given.first().copied()
    }

    fn ending(&mut self, language: Language) -> Ending {
        let ends = match self.one_of(&ENDINGS, "how it ends") {
            Some("exit") => self.integer("exit", 0, 255).map(|status| Ending::Exit(status as i32)),
            Some("panics") => self.string("panics").map(Ending::Panics),
            Some("hangs") => self.duration("hangs").map(Ending::Hangs),
            Some("refused") => Some(self.refused(language)),
            _ => None,
        };
        if matches!(ends, Some(Ending::Panics(_))) && language != Language::Rust {
            let mend = "say `exit = …`, and `stderr = \"text\"` for what it says";
            self.wrong("panics", format!("is only for Rust, and this is {language}"), mend);
        }
        ends.unwrap_or(Ending::Exit(0))
    }

    /// Even where it is wrong, it says that the program is refused: no other key is to be missed then.
    fn refused(&mut self, language: Language) -> Ending {
        let form = "write refused = { code = \"E0373\", message = \"text\" }, with edition = \"2021\" if need be";
        if language != Language::Rust {
            self.wrong("refused", format!("is only for Rust, and this is {language}"), "delete it");
        }
        let mut fields = BTreeMap::new();
        match self.get("refused").and_then(|value| value.get_ref().as_table()) {
            None => self.wrong("refused", "is no table", form),
            Some(table) => {
                for (key, value) in in_order(table) {
                    match value.get_ref().as_str() {
                        Some(text) if ["code", "message", "edition"].contains(&key.get_ref().as_ref()) => {
                            fields.insert(key.get_ref().to_string(), text.to_owned());
                        }
                        _ => {
                            let what = format!("has a key `{}` that does not belong there", key.get_ref());
                            self.wrong("refused", what, form);
                        }
                    }
                }
                let is_empty = |key: &str| fields.get(key).is_none_or(String::is_empty);
                if is_empty("code") || is_empty("message") {
                    self.wrong("refused", "needs both a code and a message", form);
                }
            }
        }
        let mut take = |key: &str| fields.remove(key).unwrap_or_default();
        let (code, message, mut edition) = (take("code"), take("message"), take("edition"));
        if edition.is_empty() {
            edition = "2024".to_owned();
        }
        if !["2015", "2018", "2021", "2024"].contains(&edition.as_str()) {
            self.wrong("refused", format!("names no edition: `{edition}`"), "2015, 2018, 2021 or 2024");
        }
        Ending::Refused(Refusal { code, message, edition })
    }

    fn prints(&mut self, ends: &Ending) -> Prints {
        let given = self.one_of(&PRINTS, "what it prints");
        for (key, with) in [("in-order", "lines"), ("rows", "pattern")] {
            if self.get(key).is_some() && given != Some(with) {
                self.wrong(key, format!("stands without `{with}`"), format!("say `{with} = …`, or delete it"));
            }
        }
        if matches!(ends, Ending::Refused(_)) {
            for key in PRINTS.into_iter().chain([
                "must-see",
                "classes",
                "explored",
                "may",
                "spurious",
                "why",
                "weak",
                "tries",
                "playground",
                "plot",
                "record",
            ]) {
                if self.get(key).is_some() {
                    self.wrong(key, "stands beside `refused`, and a refused program never runs", "delete it");
                }
            }
            return Prints::Unasked;
        }
        let prints = match given {
            Some("prints") => self.string("prints").map(Prints::Exactly),
            Some("prints-one-of") => self.strings("prints-one-of").map(Prints::OneOf),
            Some("lines") => self.lines(),
            Some("pattern") => self.pattern(),
            _ => {
                self.missing(
                    "does not say what it prints",
                    "add one of `prints`, `prints-one-of`, `lines` and `pattern` (`prints = \"\"` for nothing)",
                );
                None
            }
        };
        match &prints {
            Some(Prints::OneOf(outputs)) if outputs.len() < 2 => {
                self.wrong("prints-one-of", "leaves no choice", "give two outputs at least, or say `prints`");
            }
            Some(Prints::OneOf(outputs)) if outputs.iter().collect::<BTreeSet<_>>().len() < outputs.len() => {
                self.wrong("prints-one-of", "lists an output twice", "delete one of the two");
            }
            _ => {}
        }
        prints.unwrap_or(Prints::Unasked)
    }

    fn lines(&mut self) -> Option<Prints> {
        let lines = self.strings("lines")?;
        if lines.iter().any(|line| line.contains('\n')) {
            self.wrong("lines", "has a line break in a line", "give each line a string of its own, without `\\n`");
        }
        let form = "write in-order = [[\"1\", \"2\"], [\"a\", \"b\"]]";
        let mut in_order = Vec::new();
        if let Some(value) = self.get("in-order") {
            let lists = value.get_ref().as_array();
            if lists.is_none() {
                self.wrong("in-order", "is no list of lists", form);
            }
            for list in lists.into_iter().flatten() {
                match strings(list) {
                    Some(list) => in_order.push(list),
                    None => self.wrong("in-order", "is no list of lists of lines", form),
                }
            }
        }
        for line in in_order.iter().flatten() {
            if !lines.contains(line) {
                self.wrong(
                    "in-order",
                    format!("has a line `{line}` that `lines` has not"),
                    "add it there, or delete it",
                );
            }
        }
        Some(Prints::Lines { lines, in_order })
    }

    fn pattern(&mut self) -> Option<Prints> {
        let rows = self.string("rows");
        let text = self.string("pattern")?;
        match Pattern::parse(&text, rows.as_deref()) {
            Ok(pattern) => Some(Prints::Pattern(pattern)),
            Err(errors) => {
                for error in errors {
                    self.wrong("pattern", format!("does not parse: {error}"), "see the table in CONTRIBUTING.md");
                }
                None
            }
        }
    }

    fn classes(&mut self) -> Vec<Class> {
        let form = "write classes = [{ name = \"main first\", pattern = \"…\" }]";
        let mut classes: Vec<Class> = Vec::new();
        for table in self.tables("classes", form) {
            let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str());
            let (Some(name), Some(pattern), 2) = (text("name"), text("pattern"), table.len()) else {
                self.wrong("classes", "has an entry that is not a name and a pattern", form);
                continue;
            };
            if classes.iter().any(|class| class.name == name) {
                self.wrong("classes", format!("has two entries named `{name}`"), "rename one of them");
            }
            match Pattern::parse(pattern, None) {
                Ok(pattern) => classes.push(Class { name: name.to_owned(), pattern }),
                Err(errors) => {
                    for error in errors {
                        let what = format!("has a pattern for `{name}` that does not parse: {error}");
                        self.wrong("classes", what, "see the table in CONTRIBUTING.md");
                    }
                }
            }
        }
        classes
    }

    fn must_see(&mut self, classes: &[Class]) -> Vec<MustSee> {
        let form = "write must-see = [{ outcome = \"1\\n\", runs = 2000 }], or class = \"…\" instead of the outcome";
        let mut all = Vec::new();
        for table in self.tables("must-see", form) {
            let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str());
            let runs = table.get("runs").and_then(integer).filter(|&runs| runs > 0);
            let what = match (text("outcome"), text("class"), table.len()) {
                (Some(outcome), None, 2) => Seen::Outcome(outcome.to_owned()),
                (None, Some(class), 2) => {
                    if !classes.iter().any(|known| known.name == class) {
                        self.wrong(
                            "must-see",
                            format!("names a class `{class}` that is not in `classes`"),
                            "add it there",
                        );
                    }
                    Seen::Class(class.to_owned())
                }
                _ => {
                    self.wrong("must-see", "has an entry that is not an outcome and a number of runs", form);
                    continue;
                }
            };
            match runs.and_then(|runs| u32::try_from(runs).ok()) {
                Some(runs) => all.push(MustSee { what, runs }),
                None => self.wrong("must-see", "has an entry without its number of runs", form),
            }
        }
        all
    }

    /// The ways to end, beside the one that the contract asks for.
    fn may(&mut self, ends: &Ending) -> Vec<Status> {
        const ALL: [Status; 6] =
            [Status::Finished, Status::Panicked, Status::Deadlock, Status::Race, Status::Livelock, Status::Starvation];
        let mut may = Vec::new();
        for word in self.strings("may").unwrap_or_default() {
            match ALL.into_iter().find(|&status| explored::words(status).0 == word) {
                None => {
                    let list = ALL.map(|status| explored::words(status).0).join(", ");
                    self.wrong("may", format!("names `{word}`, which is no way to end"), format!("one of {list}"));
                }
                Some(status) if explored::asked(ends).contains(&status) => {
                    self.wrong("may", format!("says `{word}`, which the contract asks for anyhow"), "delete it");
                }
                Some(status) => may.push(status),
            }
        }
        may
    }

    /// The outputs that no interleaving gives, and the strictest model that allows each.
    fn weak(&mut self) -> Option<BTreeMap<String, Model>> {
        self.get("weak")?;
        let form = "write weak = { \"0 0\\n\" = \"tso\" }, or weak = {} if interleavings give every output";
        let mut weak = BTreeMap::new();
        for (output, model) in self.texts("weak", form) {
            match [Model::Tso, Model::Rc11].into_iter().find(|known| known.name() == model) {
                Some(model) => {
                    weak.insert(output, model);
                }
                None => self.wrong("weak", format!("names `{model}`, which is no weak model"), "`tso` or `rc11`"),
            }
        }
        Some(weak)
    }

    /// A table of texts by name.
    fn texts(&mut self, key: &str, form: &str) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        if let Some(value) = self.get(key) {
            match value.get_ref().as_table() {
                Some(table) => {
                    for (name, value) in table {
                        match value.get_ref().as_str() {
                            Some(text) => {
                                texts.insert(name.get_ref().to_string(), text.to_owned());
                            }
                            None => self.wrong(key, "has a value that is no string", form),
                        }
                    }
                }
                None => self.wrong(key, "is no table", form),
            }
        }
        texts
    }

    fn needs(&mut self) -> Vec<Need> {
        let known = [Need::Linux, Need::X86_64, Need::Cores, Need::Python, Need::Cc];
        let mut needs = Vec::new();
        for word in self.strings("needs").unwrap_or_default() {
            match known.into_iter().find(|need| need.to_string() == word) {
                Some(need) => needs.push(need),
                None => {
                    let list = known.map(|need| need.to_string()).join(", ");
                    self.wrong(
                        "needs",
                        format!("names `{word}`, which nobody knows how to look for"),
                        format!("one of {list}"),
                    );
                }
            }
        }
        needs
    }

    fn plot(&mut self, prints: &Prints) -> Option<Plot> {
        let form = "write plot = { x = \"threads\", y = [\"speedup\"], kind = \"line\" }";
        let Some(table) = self.get("plot")?.get_ref().as_table() else {
            self.wrong("plot", "is no table", form);
            return None;
        };
        const KEYS: [&str; 7] = ["x", "y", "kind", "x-label", "y-label", "log", "ideal"];
        for (key, _) in in_order(table) {
            if !KEYS.contains(&key.get_ref().as_ref()) {
                let mend =
                    nearest(key.get_ref(), KEYS).map_or(form.to_owned(), |near| format!("did you mean `{near}`?"));
                self.wrong("plot", format!("has an unknown key `{}`", key.get_ref()), mend);
            }
        }
        let text = |fields: &mut Self, key: &str| {
            let value = table.get(key)?.get_ref().as_str();
            if value.is_none() {
                fields.wrong("plot", format!("has a `{key}` that is no string"), form);
            }
            value.map(str::to_owned)
        };
        let list = |fields: &mut Self, key: &str| match table.get(key).map(strings) {
            None => Vec::new(),
            Some(Some(list)) => list,
            Some(None) => {
                fields.wrong("plot", format!("has a `{key}` that is no list of strings"), form);
                Vec::new()
            }
        };
        let kind = match text(self, "kind").as_deref() {
            Some("line") => PlotKind::Line,
            Some("histogram") => PlotKind::Histogram,
            _ => {
                self.wrong("plot", "has no `kind`", "kind = \"line\" or kind = \"histogram\"");
                return None;
            }
        };
        let plot = Plot {
            kind,
            x: text(self, "x").unwrap_or_default(),
            y: list(self, "y"),
            x_label: text(self, "x-label"),
            y_label: text(self, "y-label"),
            log: list(self, "log"),
            ideal: text(self, "ideal"),
        };
        let Prints::Pattern(pattern) = prints else {
            self.wrong(
                "plot",
                "stands without a `pattern` whose holes it could draw",
                "say what it prints by a pattern",
            );
            return None;
        };
        for name in std::iter::once(&plot.x).chain(&plot.y) {
            let hole = match kind {
                PlotKind::Line => pattern.column(name),
                PlotKind::Histogram => pattern.column(name).or(pattern.hole(name)),
            };
            if hole.is_none_or(|hole| kind == PlotKind::Histogram && !hole.kind.is_number()) {
                let holes = if kind == PlotKind::Line { "a column of `rows`" } else { "a hole for a number" };
                self.wrong("plot", format!("draws `{name}`, which is not {holes}"), form);
            }
        }
        if kind == PlotKind::Line && plot.y.is_empty() {
            self.wrong("plot", "has nothing on its vertical axis", form);
        }
        Some(plot)
    }

    /// What no single key can know.
    fn sensible(&mut self, contract: &Contract, language: Language) {
        if let Ending::Hangs(after) = contract.ends
            && after >= contract.deadline
        {
            self.wrong("hangs", "is longer than the deadline", "shorten it, or lengthen `deadline`");
        }
        if contract.explored && language != Language::Rust {
            self.wrong("explored", format!("is only for Rust, and this is {language}"), "delete it");
        }
        for key in ["may", "spurious", "why", "weak", "tries"] {
            if self.get(key).is_some() && !contract.explored && !contract.is_refused() {
                self.wrong(key, "stands without `explored`", "say `explored = true`, or delete it");
            }
        }
        if contract.tries.is_some() && contract.record.is_some() {
            self.wrong("tries", "stands beside `record`", "keep one of them");
        }
        let possible = |output: &str| crate::judge::output::fits(&contract.prints, output);
        for seen in &contract.must_see {
            if let Seen::Outcome(output) = &seen.what
                && !possible(output)
            {
                self.wrong(
                    "must-see",
                    format!("asks for {output:?}, which the contract forbids"),
                    "allow it, or delete it",
                );
            }
        }
    }

    fn string(&mut self, key: &str) -> Option<String> {
        let value = self.get(key)?.get_ref().as_str();
        if value.is_none() {
            self.wrong(key, "is no string", format!("write {key} = \"…\""));
        }
        value.map(str::to_owned)
    }

    fn strings(&mut self, key: &str) -> Option<Vec<String>> {
        let list = strings(self.get(key)?);
        if list.is_none() {
            self.wrong(key, "is no list of strings", format!("write {key} = [\"…\", \"…\"]"));
        }
        list
    }

    fn tables(&mut self, key: &str, form: &str) -> Vec<&'b DeTable<'a>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let list = value.get_ref().as_array();
        let tables: Option<Vec<_>> =
            list.and_then(|list| list.iter().map(|entry| entry.get_ref().as_table()).collect());
        if tables.is_none() {
            self.wrong(key, "is no list of tables", form);
        }
        tables.unwrap_or_default()
    }

    fn boolean(&mut self, key: &str) -> bool {
        let Some(value) = self.get(key) else {
            return false;
        };
        let value = value.get_ref().as_bool();
        if value.is_none() {
            self.wrong(key, "is neither true nor false", format!("write {key} = true"));
        }
        value.unwrap_or(false)
    }

    fn integer(&mut self, key: &str, min: i64, max: i64) -> Option<i64> {
        let value = integer(self.get(key)?).filter(|number| (min..=max).contains(number));
        if value.is_none() {
            self.wrong(key, "is no whole number in range", format!("give a number from {min} to {max}"));
        }
        value
    }

    fn count(&mut self, key: &str) -> Option<u32> {
        self.integer(key, 1, 1_000_000).map(|number| number as u32)
    }

    fn duration(&mut self, key: &str) -> Option<Duration> {
        let duration = source::duration(self.get(key)?.get_ref().as_str().unwrap_or(""));
        if duration.is_none() {
            self.wrong(key, "is no time", format!("write {key} = \"500ms\" or {key} = \"10s\""));
        }
        duration
    }
}
