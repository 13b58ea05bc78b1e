//! What the tests of the explorer share: the corpus, and the way from source to outcomes.
#![allow(dead_code)] // Each test uses its part.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use interleave::explore::{Options, explore};
use interleave::memory::Model;
use interleave::report::{Found, FoundEnd, Status};
use serde_json::Value;

/// Where the corpus lies.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// One program with known answers.
pub struct Known {
    pub name: String,
    pub source: String,
    pub threads: u64,
    pub entry: Value,
}

impl Known {
    /// What it must do under a model, if that is known.
    pub fn model(&self, name: &str) -> Option<&Value> {
        self.entry["models"].get(name)
    }

    pub fn has(&self, feature: &str) -> bool {
        self.entry["features"].as_array().unwrap().iter().any(|f| f == feature)
    }
}

/// All programs of the corpus.
pub fn known() -> Vec<Known> {
    let text = std::fs::read_to_string(corpus().join("expected.json")).unwrap();
    let entries: Vec<Value> = serde_json::from_str(&text).unwrap();
    entries
        .into_iter()
        .map(|entry| Known {
            name: entry["name"].as_str().unwrap().to_owned(),
            source: std::fs::read_to_string(corpus().join(entry["file"].as_str().unwrap())).unwrap(),
            threads: entry["threads"].as_u64().unwrap(),
            entry,
        })
        .collect()
}

/// The lines of a list of strings.
pub fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
}

/// Explores a source.
pub fn run(source: &str, options: &Options<'_>) -> Found {
    let program = interleave::parse(source).unwrap_or_else(|refusals| {
        let refusals: Vec<String> = refusals.iter().map(ToString::to_string).collect();
        panic!("refused: {}\n{source}", refusals.join("\n"))
    });
    let program = std::rc::Rc::new(program);
    let found = explore(&*program, options);
    // The stepper, which judges for itself, gets to the same ends.
    for outcome in interleave::report::tell::tell(&program, &found, options, 0.0).outcomes {
        let detail = outcome.detail.unwrap_or_default();
        assert!(!detail.contains("fault of this explorer"), "{:?}: {detail}\n{source}", outcome.status);
    }
    found
}

/// Explores a source under a model, with everything counted.
pub fn under(source: &str, model: Model) -> Found {
    run(source, &Options { model, ..Options::default() })
}

/// What can be printed by programs that finish.
pub fn printed(found: &Found) -> Vec<String> {
    let finished = found.ends.iter().filter(|end| end.status == Status::Finished);
    let mut lines: Vec<String> = finished.map(|end| end.stdout.trim_end_matches('\n').to_owned()).collect();
    lines.sort();
    lines
}

/// Whether some execution ends so.
pub fn can(found: &Found, status: Status) -> bool {
    found.ends.iter().any(|end| end.status == status)
}

/// How many executions end so.
pub fn count(found: &Found, status: Status) -> u64 {
    found.ends.iter().filter(|end| end.status == status).map(|end| end.executions.unwrap_or(0)).sum()
}

/// The outcomes, each with how many executions have it.
pub fn tally(found: &Found) -> BTreeMap<(String, String), Option<u64>> {
    // What was printed before a data race is an example's: any execution with a race may be the one that is shown.
    let stdout = |end: &FoundEnd| if end.status == Status::Race { String::new() } else { end.stdout.clone() };
    found.ends.iter().map(|end| ((format!("{:?}", end.status), stdout(end)), end.executions)).collect()
}
