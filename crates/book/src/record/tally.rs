//! What was seen in the runs so far, and what a recording says of it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use interleave::report::Status;
use regex::Regex;

use crate::contract::{Cell, Contract, Ending, Filled, PlotKind, Prints};
use crate::judge::output::ended_otherwise;
use crate::judge::process::Run;
use crate::recording::{Count, Machine, Outcome, Recording, Row, Statistics};

/// What was seen so far.
#[derive(Default)]
pub struct Tally {
    /// By the way they ended, if it was not the usual one, and by what they printed.
    outputs: HashMap<(Option<Status>, String), Seen>,
    /// The filled holes of each run of a measurement, with its output.
    measured: Vec<(Filled, String)>,
    /// How many runs.
    pub runs: u64,
}

#[derive(Default)]
struct Seen {
    times: u64,
    stderr: Option<String>,
}

impl Tally {
    /// What rustc said of a refused program.
    pub fn of_refusal(rendered: String) -> Tally {
        let seen = Seen { times: 1, stderr: None };
        Tally { outputs: HashMap::from([((None, rendered), seen)]), measured: Vec::new(), runs: 1 }
    }

    /// Adds a run.
    pub fn add(&mut self, contract: &Contract, run: Run, root: &Path) {
        self.runs += 1;
        let ended = ended_otherwise(contract, &run);
        if ended.is_none()
            && let Prints::Pattern(pattern) = &contract.prints
            && pattern.has_numbers()
            && let Some(filled) = pattern.fill(&run.stdout)
        {
            self.measured.push((filled, run.stdout.clone()));
        }
        let asked = contract.stderr.is_some() || matches!(contract.ends, Ending::Panics(_));
        let seen = self.outputs.entry((ended, run.stdout)).or_default();
        seen.times += 1;
        if asked && seen.stderr.is_none() {
            seen.stderr = Some(anonymous(&run.stderr, root));
        }
    }

    /// The part of a recording that the runs decide.
    pub fn summary(self, contract: &Contract) -> Recording {
        let classes = contract.classes.iter().map(|class| {
            let of_class = self
                .outputs
                .iter()
                .filter(|((ended, _), _)| ended.is_none())
                .filter(|((_, text), _)| contract.class_of(text).is_some_and(|own| own.name == class.name));
            Count { name: class.name.clone(), times: of_class.map(|(_, seen)| seen.times).sum() }
        });
        Recording {
            runs: self.runs,
            distinct: self.outputs.len() as u64,
            classes: classes.collect(),
            holes: self.holes(contract),
            rows: self.rows(),
            outcomes: self.outcomes(contract),
            listing: String::new(),
            toolchain: String::new(),
            crates: BTreeMap::new(),
            machine: Machine { processor: String::new(), cores: 0, system: String::new() },
            date: String::new(),
            fingerprint: String::new(),
        }
    }

    fn outcomes(&self, contract: &Contract) -> Vec<Outcome> {
        let outcome = |(ended, text): &(Option<Status>, String), seen: &Seen| Outcome {
            stdout: text.clone(),
            stderr: seen.stderr.clone(),
            ended: *ended,
            times: seen.times,
        };
        let typical = self.typical();
        if let Some(text) = typical
            && self.outputs.len() > Recording::KEPT
        {
            let key = (None, text.clone());
            return vec![outcome(&key, &self.outputs[&key])];
        }
        let mut all: Vec<_> = self.outputs.iter().collect();
        all.sort_by_key(|(key, seen)| (Reverse(seen.times), Some(&key.1) != typical, *key));
        let mut kept: Vec<Outcome> = Vec::new();
        let mut bytes = 0;
        let mut classes_kept: BTreeSet<&str> = BTreeSet::new();
        for (index, (key, seen)) in all.into_iter().enumerate() {
            let text = &key.1;
            bytes += text.len();
            // Each class keeps its most frequent output, whatever its place in the whole list.
            let first_of_class = contract.class_of(text).is_some_and(|class| classes_kept.insert(&class.name));
            if index == 0 || first_of_class || index < Recording::KEPT && bytes < Recording::KEPT_BYTES {
                kept.push(outcome(key, seen));
            }
        }
        kept
    }

    /// The output of the run whose numbers lie nearest to the medians.
    fn typical(&self) -> Option<&String> {
        let medians: BTreeMap<String, f64> =
            numbers_by_place(&self.measured).into_iter().map(|(place, values)| (place, median(&values))).collect();
        let distance = |filled: &Filled| -> f64 {
            let of = |(place, value): (String, f64)| match medians.get(&place) {
                Some(&median) if median != 0.0 => (value / median - 1.0).abs(),
                _ => 0.0,
            };
            places(filled).map(of).sum()
        };
        let nearest = self.measured.iter().min_by(|a, b| distance(&a.0).total_cmp(&distance(&b.0)));
        nearest.map(|(_, text)| text)
    }

    fn holes(&self, contract: &Contract) -> BTreeMap<String, Statistics> {
        let mut values: BTreeMap<&String, Vec<f64>> = BTreeMap::new();
        for (filled, _) in &self.measured {
            for (name, cell) in &filled.holes {
                values.entry(name).or_default().extend(cell.number());
            }
        }
        let histogram = contract.plot.as_ref().filter(|plot| plot.kind == PlotKind::Histogram);
        let drawn = |name: &String| histogram.is_some_and(|plot| plot.x == *name);
        let statistics = |name: &String, values: Vec<f64>| Statistics::of(values, drawn(name));
        values
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(name, values)| (name.clone(), statistics(name, values)))
            .collect()
    }

    fn rows(&self) -> Vec<Row> {
        let count = self.measured.iter().map(|(filled, _)| filled.rows.len()).min().unwrap_or(0);
        let Some((first, _)) = self.measured.first() else { return Vec::new() };
        let several = self.measured.len() > 1;
        (0..count)
            .map(|index| {
                let mut row = Row { median: BTreeMap::new(), min: BTreeMap::new(), max: BTreeMap::new() };
                for (name, cell) in &first.rows[index] {
                    let values = self.measured.iter().filter_map(|(filled, _)| filled.rows[index][name].number());
                    let statistics = matches!(cell, Cell::Number(_)).then(|| Statistics::of(values.collect(), false));
                    let shown = statistics.as_ref().map_or(cell.clone(), |all| Cell::Number(all.median));
                    row.median.insert(name.clone(), shown);
                    // A column such as the number of threads is the same in every run: no spread to speak of.
                    if let Some(all) = statistics.filter(|all| several && all.min < all.max) {
                        row.min.insert(name.clone(), all.min);
                        row.max.insert(name.clone(), all.max);
                    }
                }
                row
            })
            .collect()
    }
}

/// Every number of a run, with a name for its place.
fn places(filled: &Filled) -> impl Iterator<Item = (String, f64)> {
    let cells = |prefix: String, cells: &BTreeMap<String, Cell>| {
        let numbers = cells.iter().filter_map(|(name, cell)| Some((format!("{prefix}{name}"), cell.number()?)));
        numbers.collect::<Vec<_>>()
    };
    let rows = filled.rows.iter().enumerate().flat_map(move |(index, row)| cells(format!("{index} "), row));
    cells(String::new(), &filled.holes).into_iter().chain(rows)
}

fn numbers_by_place(measured: &[(Filled, String)]) -> BTreeMap<String, Vec<f64>> {
    let mut all: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (place, value) in measured.iter().flat_map(|(filled, _)| places(filled)) {
        all.entry(place).or_default().push(value);
    }
    all.values_mut().for_each(|values| values.sort_by(f64::total_cmp));
    all
}

/// The middle of sorted numbers.
fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len().is_multiple_of(2) { (sorted[middle - 1] + sorted[middle]) / 2.0 } else { sorted[middle] }
}

impl Statistics {
    /// Of at least one number; with `keep`, the numbers themselves are kept for a histogram.
    fn of(mut values: Vec<f64>, keep: bool) -> Statistics {
        values.sort_by(f64::total_cmp);
        let last = values.len() - 1;
        let thinned = |count: usize| (0..count).map(|i| values[i * last / (count - 1).max(1)]).collect();
        Statistics {
            min: values[0],
            median: median(&values),
            // The nearest rank.
            p90: values[(values.len() * 9).div_ceil(10) - 1],
            max: values[last],
            values: if keep { thinned(values.len().min(Recording::SAMPLES)) } else { Vec::new() },
        }
    }
}

/// Standard error without the numbers of threads, which differ from run to run, and without the places of this checkout and
/// of Python's library.
fn anonymous(stderr: &str, root: &Path) -> String {
    let thread = Regex::new(r"(?m)^(thread '[^']*') \(\d+\)").expect("a literal");
    let library = Regex::new(r#"File "[^"]*/lib/python[0-9.]+/"#).expect("a literal");
    let root = format!("{}/", root.display());
    let text = thread.replace_all(stderr, "$1").replace(&root, "");
    library.replace_all(&text, "File \"").into_owned()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::contract::{Catalogue, Language};
    use crate::judge::process::End;

    #[test]
    fn statistics_are_order_statistics() {
        let all = Statistics::of((1..=10).rev().map(f64::from).collect(), true);
        assert_eq!((all.min, all.median, all.p90, all.max), (1.0, 5.5, 9.0, 10.0));
        assert_eq!(all.values.len(), 10);
        let one = Statistics::of(vec![3.0], true);
        assert_eq!((one.min, one.median, one.p90, one.values), (3.0, 3.0, 3.0, vec![3.0]));
        assert_eq!(Statistics::of((0..5000).map(f64::from).collect(), true).values.len(), Recording::SAMPLES);
    }

    #[test]
    fn of_outputs_seen_equally_often_the_typical_one_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let chapter = folder.path().join("listings/demo");
        std::fs::create_dir_all(chapter.join("src/bin")).unwrap();
        std::fs::write(chapter.join("Cargo.toml"), "").unwrap();
        std::fs::write(chapter.join("src/bin/time.rs"), "").unwrap();
        let contract = "[time]\ncaption = \"Time\"\npattern = \"{ms:int} ms\\n\"\nrecord = 5\n";
        std::fs::write(chapter.join("contracts.toml"), contract).unwrap();
        let (catalogue, problems) = Catalogue::load(folder.path());
        assert!(problems.is_empty(), "{problems}");
        let contract = catalogue.listing("demo", "time").unwrap().contract(Language::Rust).unwrap();
        let mut tally = Tally::default();
        for ms in [10, 90, 31, 30, 11] {
            let run = Run {
                end: End::Exited(0),
                stdout: format!("{ms} ms\n"),
                stderr: String::new(),
                elapsed: Duration::ZERO,
            };
            tally.add(contract, run, folder.path());
        }
        let outcomes = tally.summary(contract).outcomes;
        let texts: Vec<&str> = outcomes.iter().map(|outcome| outcome.stdout.as_str()).collect();
        assert_eq!(texts, ["30 ms\n", "10 ms\n", "11 ms\n", "31 ms\n", "90 ms\n"]);
    }

    #[test]
    fn standard_error_names_no_thread_and_no_place() {
        let text = "thread 'main' (4711) panicked at /home/x/book/src/a.rs:1:1:\nfull\n";
        assert_eq!(anonymous(text, Path::new("/home/x/book")), "thread 'main' panicked at src/a.rs:1:1:\nfull\n");
        let text = "  File \"/opt/python/lib/python3.11/threading.py\", line 982, in run\n  File \"/home/x/book/a.py\", line 1\n";
        assert_eq!(
            anonymous(text, Path::new("/home/x/book")),
            "  File \"threading.py\", line 982, in run\n  File \"a.py\", line 1\n"
        );
    }

    #[test]
    fn runs_that_end_otherwise_are_counted_apart() {
        let folder = tempfile::tempdir().unwrap();
        let chapter = folder.path().join("listings/demo");
        std::fs::create_dir_all(&chapter).unwrap();
        std::fs::write(chapter.join("Cargo.toml"), "").unwrap();
        let contracts = "[stuck]\nprints = \"\"\nexplored = true\nmay = [\"deadlock\"]\n\
                         classes = [{ name = \"quiet\", pattern = \"\" }]\n";
        std::fs::write(chapter.join("contracts.toml"), contracts).unwrap();
        let catalogue = Catalogue::load(folder.path()).0;
        let contract = catalogue.listing("demo", "stuck").unwrap().contract(Language::Rust).unwrap();
        let run = |end| Run {
            end,
            stdout: String::new(),
            stderr: String::new(),
            elapsed: std::time::Duration::from_millis(1),
        };
        let mut tally = Tally::default();
        for end in [End::Exited(0), End::Late, End::Exited(0), End::Late, End::Late] {
            tally.add(contract, run(end), folder.path());
        }
        let recording = tally.summary(contract);
        let seen: Vec<_> = recording.outcomes.iter().map(|outcome| (outcome.ended, outcome.times)).collect();
        assert_eq!(seen, [(Some(Status::Deadlock), 3), (None, 2)]);
        assert_eq!((recording.distinct, recording.classes[0].times), (2, 2));
    }
}
