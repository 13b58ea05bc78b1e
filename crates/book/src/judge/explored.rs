//! The third judge: what the explorer says a listing can do, against what its contract says and what its runs did.
//!
//! Where a contract is a set of outputs, it is the explored set, no more and no less. Where it says what holds of all outputs,
//! it holds of every explored one. And no run ever prints what was not explored.

use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::path::Path;
use std::time::Instant;

use interleave::report::Status;
use interleave::search::budget::Budget;
use interleave::{Exploration, Model, Options, Refusal, Report};

use super::output::{block, fits};
use super::process::{End, Run};
use crate::contract::{Contract, Ending, Prints, Seen};

/// The models that the book speaks of, from the strictest to the one that Rust promises.
pub const MODELS: [Model; 3] = [Model::Sc, Model::Tso, Model::Rc11];

/// How long one model may take, in milliseconds: a program that needs more is too large for a page.
const TIME_LIMIT: f64 = 5_000.0;

/// Explores the program in a file, given relative to the book's root, under each of [`MODELS`], in their order.
///
/// # Errors
/// What the explorer does not support in it, with line and mend, or that the file cannot be read.
pub fn explore(root: &Path, path: &Path) -> Result<Vec<Exploration>, String> {
    let source = std::fs::read_to_string(root.join(path)).map_err(|error| format!("{}: {error}", path.display()))?;
    let explore = |count| {
        let began = Instant::now();
        let clock = || began.elapsed().as_secs_f64() * 1000.0;
        let budget = Budget { time: Some((TIME_LIMIT, &clock)), ..Budget::default() };
        interleave::explore(&source, &MODELS, &Options { count, budget, ..Options::default() })
    };
    let report = catch_unwind(|| {
        let mut report = explore(true)?;
        if report.models.iter().any(|model| !model.complete) {
            // Where the executions are too many to count, the outcomes alone may not be.
            for (model, outcomes) in report.models.iter_mut().zip(explore(false)?.models) {
                if !model.complete {
                    *model = outcomes;
                }
            }
        }
        Ok(report)
    });
    // A fault of the explorer is this program's failure, and no reason to leave the others unjudged.
    let report: Result<Report, Vec<Refusal>> =
        report.map_err(|_| format!("the explorer itself failed on {} (see above)", path.display()))?;
    report.map(|report| report.models).map_err(|refusals| {
        let refusals: Vec<String> = refusals.iter().map(|refusal| format!("{}:{refusal}", path.display())).collect();
        format!("the explorer does not support all of it\n{}", refusals.join("\n"))
    })
}

/// What an exploration found under one model.
pub fn under(explored: &[Exploration], model: Model) -> Option<&Exploration> {
    explored.iter().find(|exploration| exploration.model == model)
}

/// The only way to end that a contract allows.
fn asked(ends: &Ending) -> &'static [Status] {
    match ends {
        Ending::Panics(_) => &[Status::Panicked],
        Ending::Hangs(_) => &[Status::Deadlock, Status::Livelock, Status::Starvation],
        Ending::Exit(_) | Ending::Refused(_) => &[Status::Finished],
    }
}

fn words(status: Status) -> &'static str {
    match status {
        Status::Finished => "finish",
        Status::Panicked => "panic",
        Status::Deadlock => "deadlock",
        Status::Livelock => "go round for ever",
        Status::Starvation => "starve a thread",
        Status::Race => "race, which is undefined behaviour",
    }
}

/// Compares a contract with what was explored: under Rust's own model, which allows the most.
///
/// # Errors
/// Where they differ, one paragraph each.
pub fn judge(contract: &Contract, explored: &Exploration) -> Result<(), String> {
    let mut wrong = Vec::new();
    if !explored.complete {
        let bound = explored.bounded.as_deref().unwrap_or("its budget was used up");
        wrong.push(format!("was not explored to the end: {bound}\nmake the program smaller, or delete `explored`"));
    }
    let asked = asked(&contract.ends);
    for outcome in &explored.outcomes {
        if !asked.contains(&outcome.status) {
            let (can, must) = (words(outcome.status), words(asked[0]));
            wrong.push(format!("can {can}, and must {must}\n{}", block("after it printed", &outcome.stdout)));
        } else if !fits(&contract.prints, &outcome.stdout) {
            wrong.push(format!("can print what its contract forbids\n{}", block("it can print", &outcome.stdout)));
        }
    }
    let possible: BTreeSet<&str> = explored.outcomes.iter().map(|outcome| outcome.stdout.as_str()).collect();
    let listed: &[String] = match &contract.prints {
        Prints::OneOf(outputs) => outputs,
        Prints::Exactly(output) => std::slice::from_ref(output),
        // What holds of all outputs may hold of others as well.
        Prints::Lines { .. } | Prints::Pattern(_) | Prints::Unasked => &[],
    };
    for output in listed.iter().filter(|output| !possible.contains(output.as_str())) {
        wrong.push(format!("can never print what its contract lists\n{}", block("impossible", output)));
    }
    for class in &contract.classes {
        if !possible.iter().any(|output| contract.class_of(output).is_some_and(|own| own.name == class.name)) {
            wrong.push(format!("can never print anything of its class `{}`", class.name));
        }
    }
    for seen in &contract.must_see {
        if let Seen::Outcome(output) = &seen.what
            && !possible.contains(output.as_str())
        {
            wrong.push(format!("can never print {output:?}, which must be seen"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// Whether a run did what was explored.
///
/// # Errors
/// What it did, if not: then explorer, compiler or machine is wrong, and it matters which.
pub fn contains(explored: &Exploration, run: &Run) -> Result<(), String> {
    let is_so = |status: Status| match run.end {
        End::Late => matches!(status, Status::Deadlock | Status::Livelock | Status::Starvation),
        End::Exited(101) => status == Status::Panicked,
        _ => status == Status::Finished,
    };
    // After a data race anything may follow.
    let is_undefined = explored.outcomes.iter().any(|outcome| outcome.status == Status::Race);
    let is_found = || explored.outcomes.iter().any(|outcome| is_so(outcome.status) && outcome.stdout == run.stdout);
    if !explored.complete || is_undefined || is_found() {
        return Ok(());
    }
    Err(format!("did what the explorer says is impossible\n{}", block("it printed", &run.stdout)))
}

/// How many different explored outputs belong to each class, in the order of the contract.
pub fn classes<'c>(contract: &'c Contract, explored: &Exploration) -> Vec<(&'c str, usize)> {
    let outputs: BTreeSet<&str> = explored.outcomes.iter().map(|outcome| outcome.stdout.as_str()).collect();
    let count = |name: &str| {
        outputs.iter().filter(|output| contract.class_of(output).is_some_and(|class| class.name == name)).count()
    };
    contract.classes.iter().map(|class| (class.name.as_str(), count(&class.name))).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::contract::{Catalogue, Language};

    const TWO: &str = "use std::thread;\n\nfn main() {\n    thread::scope(|s| {\n        s.spawn(|| println!(\"a\"));\n        \
                       s.spawn(|| println!(\"b\"));\n    });\n}\n";

    /// A listing with this contract, explored.
    fn explored(contract: &str) -> (Contract, Exploration) {
        let folder = tempfile::tempdir().unwrap();
        let chapter = folder.path().join("listings/demo");
        std::fs::create_dir_all(chapter.join("src/bin")).unwrap();
        std::fs::write(chapter.join("Cargo.toml"), "").unwrap();
        std::fs::write(chapter.join("src/bin/two.rs"), TWO).unwrap();
        std::fs::write(
            chapter.join("contracts.toml"),
            format!("[two]\ncaption = \"Two\"\nexplored = true\n{contract}"),
        )
        .unwrap();
        let (catalogue, problems) = Catalogue::load(folder.path());
        assert!(problems.is_empty(), "{problems}");
        let listing = catalogue.listing("demo", "two").unwrap();
        let mut explorations = explore(folder.path(), &listing.source(Language::Rust)).unwrap();
        (listing.contract(Language::Rust).unwrap().clone(), explorations.pop().unwrap())
    }

    fn run(stdout: &str) -> Run {
        Run { end: End::Exited(0), stdout: stdout.to_owned(), stderr: String::new(), elapsed: Duration::ZERO }
    }

    #[test]
    fn a_contract_is_the_explored_set() {
        let (contract, explored) = explored("prints-one-of = [\"a\\nb\\n\", \"b\\na\\n\"]\n");
        assert_eq!(judge(&contract, &explored), Ok(()));
        assert_eq!(contains(&explored, &run("b\na\n")), Ok(()));
        assert!(contains(&explored, &run("a\n")).unwrap_err().contains("the explorer says is impossible"));
    }

    #[test]
    fn a_contract_that_forbids_an_explored_outcome_fails() {
        let (contract, explored) = explored("prints = \"a\\nb\\n\"\n");
        assert!(judge(&contract, &explored).unwrap_err().contains("can print what its contract forbids"));
    }

    #[test]
    fn a_contract_that_lists_an_impossible_outcome_fails() {
        let (contract, explored) = explored("prints-one-of = [\"a\\nb\\n\", \"b\\na\\n\", \"a\\n\"]\n");
        assert!(judge(&contract, &explored).unwrap_err().contains("can never print what its contract lists"));
    }

    #[test]
    fn classes_are_counted_from_the_explored_outcomes() {
        let classes_key =
            "classes = [{ name = \"a first\", pattern = \"a\\n{_}\\n\" }, { name = \"c\", pattern = \"c\\n\" }]\n";
        let (contract, explored) = explored(&format!("lines = [\"a\", \"b\"]\n{classes_key}"));
        assert_eq!(classes(&contract, &explored), [("a first", 1), ("c", 0)]);
        assert!(judge(&contract, &explored).unwrap_err().contains("anything of its class `c`"));
    }
}
