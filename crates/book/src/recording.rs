//! What was seen when a listing was recorded: `listings/X/recordings/NAME.json`.
//!
//! A recording is committed, and every measured number on a page comes from one. It names the toolchain, the crates and the
//! processor, but no machine, no person and no path.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use interleave::report::Status;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::contract::{Cell, Contract, Language, Listing, PlotKind, Prints};

/// What was seen in a number of runs.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Recording {
    /// `race-conditions/lost-update`; a twin has `.c` or `.python` after it.
    pub listing: String,
    /// How many runs.
    pub runs: u64,
    /// How many different outputs.
    pub distinct: u64,
    /// The outputs, the most frequent first, and [`Recording::KEPT`] at most. Of a measurement's outputs that were seen equally
    /// often, the one whose numbers lie nearest to the medians comes first; where there are more to keep, it stands alone.
    pub outcomes: Vec<Outcome>,
    /// How many outputs were of each class, in the order of the contract.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<Count>,
    /// What filled each hole for a number, in the unit that the program prints.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub holes: BTreeMap<String, Statistics>,
    /// The rows, in the order of printing; each cell is taken over all runs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// The compiler or interpreter: `rustc 1.95.0 (…)`.
    pub toolchain: String,
    /// The crates that the listing's package depends on, with their versions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub crates: BTreeMap<String, String>,
    /// The machine.
    pub machine: Machine,
    /// The day, as `2026-11-20`.
    pub date: String,
    /// The listing as it was: a hash of its program and of what its contract says.
    pub fingerprint: String,
}

/// One output, and how often it was seen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// Standard output; for a refused listing, what rustc says.
    pub stdout: String,
    /// Standard error, of one of the runs, where the contract speaks of it: without what only one machine shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stderr: Option<String>,
    /// How those runs ended, where it was not as the contract asks, but as it says that they may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Status>,
    /// In how many runs.
    pub times: u64,
}

/// How often something was seen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Count {
    /// The class.
    pub name: String,
    /// In how many runs.
    pub times: u64,
}

/// How numbers are spread.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Statistics {
    /// The smallest.
    pub min: f64,
    /// Half are below it.
    pub median: f64,
    /// Nine of ten are below it.
    pub p90: f64,
    /// The largest.
    pub max: f64,
    /// All of them in ascending order, where a histogram is drawn from them; thinned evenly to [`Recording::SAMPLES`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<f64>,
}

/// One row of a table that the program prints.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// The median of each number, and each text as it stands in the first run.
    pub median: BTreeMap<String, Cell>,
    /// The smallest of each number; empty after a single run.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub min: BTreeMap<String, f64>,
    /// The largest of each number; empty after a single run.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub max: BTreeMap<String, f64>,
}

/// What ran the programs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Machine {
    /// The processor's model.
    pub processor: String,
    /// Its logical cores, as far as the recording could use them.
    pub cores: u64,
    /// The operating system: `Linux 6.1`.
    pub system: String,
}

impl Recording {
    /// How many different outputs a recording keeps.
    pub const KEPT: usize = 50;
    /// How many bytes of outputs a recording keeps, more or less.
    pub const KEPT_BYTES: usize = 32 << 10;
    /// How many values of a hole a recording keeps for a histogram.
    pub const SAMPLES: usize = 1000;

    /// Reads the recording of one of a listing's programs; `None` if there is none.
    ///
    /// # Errors
    /// If the file is there but cannot be read, or is no recording.
    pub fn load(root: &Path, listing: &Listing, language: Language) -> Result<Option<Recording>> {
        let path = listing.recording(language);
        let text = match std::fs::read_to_string(root.join(&path)) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        serde_json::from_str(&text).map(Some).with_context(|| format!("{} is no recording", path.display()))
    }

    /// What was seen of another listing, where this is the recording of a program that tries it: the rows whose `litmus` is its
    /// name say which `outcome` (a line) was seen how many `times` in how many `tries`. `None` if there is no such row.
    pub fn of_tried(&self, listing: &Listing) -> Option<Recording> {
        let number = |row: &Row, hole: &str| row.median.get(hole).and_then(Cell::number).map(|number| number as u64);
        let rows = self.rows.iter().filter(|row| {
            row.median.get("litmus").is_some_and(|cell| matches!(cell, Cell::Text(name) if *name == listing.name))
        });
        let mut tries = 0;
        let mut outcomes = Vec::new();
        for row in rows {
            tries = number(row, "tries")?;
            let Some(Cell::Text(line)) = row.median.get("outcome") else { return None };
            let times = number(row, "times")?;
            outcomes.push(Outcome { stdout: format!("{line}\n"), stderr: None, ended: None, times });
        }
        outcomes.sort_by_key(|outcome| Reverse(outcome.times));
        (tries > 0).then(|| Recording {
            listing: listing.id(Language::Rust),
            runs: tries,
            distinct: outcomes.len() as u64,
            outcomes,
            classes: Vec::new(),
            holes: BTreeMap::new(),
            rows: Vec::new(),
            ..self.clone()
        })
    }

    /// How often an output, or a class of outputs, was seen.
    pub fn times(&self, outcome_or_class: &str) -> Option<u64> {
        let class = self.classes.iter().find(|class| class.name == outcome_or_class);
        let outcome = || {
            let wanted = outcome_or_class.trim_end_matches('\n');
            let is_it = |outcome: &&Outcome| outcome.stdout.trim_end_matches('\n') == wanted;
            // The same text may have been printed before another end.
            self.outcomes
                .iter()
                .filter(|outcome| outcome.ended.is_none())
                .find(is_it)
                .or_else(|| self.outcomes.iter().find(is_it))
        };
        class.map(|class| class.times).or_else(|| outcome().map(|outcome| outcome.times))
    }
}

/// How a recording stands to its listing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Freshness {
    /// Nothing has changed since.
    Fresh,
    /// Program or contract has changed since.
    Stale,
    /// There is no recording, and there should be one.
    Missing,
}

/// Whether the recording of one of a listing's programs is as new as the program and its contract.
///
/// # Errors
/// If a file cannot be read, or is no recording.
pub fn freshness(root: &Path, listing: &Listing, language: Language) -> Result<Freshness> {
    match Recording::load(root, listing, language)? {
        None => Ok(Freshness::Missing),
        Some(recording) if recording.fingerprint == fingerprint(root, listing, language)? => Ok(Freshness::Fresh),
        Some(_) => Ok(Freshness::Stale),
    }
}

/// A hash of all that decides what a recording says: the program, the chapter's library if the program uses it, and what the
/// contract says of its runs. Anchors and captions may change.
///
/// # Errors
/// If a file cannot be read.
pub fn fingerprint(root: &Path, listing: &Listing, language: Language) -> Result<String> {
    let contract = listing.contract(language).context("no such program")?;
    let source = read(root, &listing.source(language))?;
    let mut hash = Sha256::new();
    hash.update(without_anchors(&source));
    if language == Language::Rust && source.contains(&format!("{}::", listing.chapter.replace('-', "_"))) {
        for file in library(&root.join("listings").join(&listing.chapter).join("src")) {
            hash.update(without_anchors(&read(root, &file)?));
        }
    }
    hash.update(terms(contract).to_string());
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

fn read(root: &Path, path: &Path) -> Result<String> {
    std::fs::read_to_string(root.join(path)).with_context(|| path.display().to_string())
}

fn without_anchors(source: &str) -> String {
    source.lines().filter(|line| !line.trim_start().starts_with("// ANCHOR")).flat_map(|line| [line, "\n"]).collect()
}

/// The files of a chapter's library: all below `src` but the listings.
fn library(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() && path.file_name().is_some_and(|name| name != "bin") {
            files.extend(library(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// What a contract says of the runs that a recording makes.
fn terms(contract: &Contract) -> serde_json::Value {
    let prints = match &contract.prints {
        Prints::Exactly(text) => serde_json::json!(text),
        Prints::OneOf(texts) => serde_json::json!(texts),
        Prints::Lines { lines, in_order } => serde_json::json!([lines, in_order]),
        Prints::Pattern(pattern) => serde_json::json!([pattern.text, pattern.rows.as_ref().map(|rows| &rows.text)]),
        Prints::Unasked => serde_json::Value::Null,
    };
    let classes: Vec<_> = contract.classes.iter().map(|class| (&class.name, &class.pattern.text)).collect();
    let histogram = contract.plot.as_ref().filter(|plot| plot.kind == PlotKind::Histogram).map(|plot| &plot.x);
    let Contract { ends, stderr, record, args, stdin, env, may, .. } = contract;
    let mut terms = serde_json::json!([ends, prints, stderr, record, args, stdin, env, classes, histogram]);
    if let serde_json::Value::Array(terms) = &mut terms
        && !may.is_empty()
    {
        terms.push(serde_json::json!(may));
    }
    terms
}
