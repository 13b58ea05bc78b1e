//! Every listing before its judges, every exercise held to its word, every recording as new as its listing.

use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc;
use std::time::Duration;

use super::ledger::Ledger;
use crate::contract::{Chapter, Exercise, Language, Listing};
use crate::exercise;
use crate::judge::trial::{Court, Verdict, timed};
use crate::recording::{Freshness, freshness};
use crate::run::explain;

/// One thing to judge.
enum Case<'a> {
    Refused(&'a Listing),
    Program(&'a Listing, Language),
    Exercise(&'a Exercise),
}

/// Judges all listings and exercises of these chapters.
///
/// What rustc judges comes first, then programs that may share the machine, on every core, and at the end, one by one, those
/// that measure it.
pub fn judge(court: &Court, chapters: &[&Chapter], ledger: &mut Ledger) {
    let mut refused = Vec::new();
    let mut together = Vec::new();
    let mut alone = Vec::new();
    for listing in chapters.iter().flat_map(|chapter| &chapter.listings) {
        for (&language, contract) in &listing.programs {
            if contract.is_refused() {
                refused.push(Case::Refused(listing));
            } else if contract.is_measurement() {
                alone.push(Case::Program(listing, language));
            } else {
                together.push(Case::Program(listing, language));
            }
        }
    }
    for exercise in chapters.iter().flat_map(|chapter| &chapter.exercises) {
        let queue = if exercise.judge.is_measurement() { &mut alone } else { &mut together };
        queue.push(Case::Exercise(exercise));
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for (title, cases, workers) in
        [("refused programs", refused, cores), ("programs", together, cores), ("measurements, one at a time", alone, 1)]
    {
        if !cases.is_empty() {
            ledger.heading(title);
            run(court, cases, workers, ledger);
        }
    }
}

fn run(court: &Court, cases: Vec<Case>, workers: usize, ledger: &mut Ledger) {
    let cases = Mutex::new(cases.into_iter());
    let (sender, verdicts) = mpsc::channel::<(String, Verdict, Duration)>();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (cases, sender) = (&cases, sender.clone());
            scope.spawn(move || {
                loop {
                    // The lock is held to take a case, not to judge it.
                    let Some(case) = cases.lock().expect("no holder panics").next() else { break };
                    let (verdict, time) = timed(|| case.judge(court));
                    if sender.send((case.name(), verdict, time)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (name, verdict, time) in verdicts {
            ledger.enter(&name, verdict, time);
        }
    });
}

impl Case<'_> {
    fn name(&self) -> String {
        match self {
            Case::Refused(listing) => listing.id(Language::Rust),
            Case::Program(listing, language) => listing.id(*language),
            Case::Exercise(exercise) => format!("{}/{} (exercise)", exercise.chapter, exercise.name),
        }
    }

    fn judge(&self, court: &Court) -> Verdict {
        let (listing, language, verdict) = match self {
            Case::Refused(listing) => (listing, Language::Rust, court.refused(listing)),
            Case::Program(listing, language) => {
                let verdict = court.ready(listing, *language).map_or_else(|verdict| verdict, |ready| ready.judge());
                (listing, *language, verdict)
            }
            Case::Exercise(exercise) => return exercise::keeps_its_word(court.workspace, court.built, exercise),
        };
        match verdict {
            Verdict::Failed(error) => Verdict::Failed(explain(listing, language, &error)),
            verdict => verdict,
        }
    }
}

/// Whether every recording is as new as its listing.
pub fn recordings(root: &Path, chapters: &[&Chapter], ledger: &mut Ledger) {
    ledger.heading("recordings");
    for listing in chapters.iter().flat_map(|chapter| &chapter.listings) {
        for (&language, contract) in &listing.programs {
            if contract.record.is_none() {
                continue;
            }
            let name = listing.id(language);
            let (verdict, time) = timed(|| {
                let command = format!("run `cargo book record {}{}`", listing.name, language.suffix());
                match freshness(root, listing, language) {
                    Ok(Freshness::Fresh) => Verdict::Passed,
                    Ok(Freshness::Stale) => Verdict::Failed(format!(
                        "the recording is stale: program or contract has changed since\n{command}"
                    )),
                    Ok(Freshness::Missing) => Verdict::Failed(format!("there is no recording\n{command}")),
                    Err(error) => Verdict::Failed(format!("{error:#}\n{command}")),
                }
            });
            ledger.enter(&format!("recording of {name}"), verdict, time);
        }
    }
}
