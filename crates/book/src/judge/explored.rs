//! The third judge: what the explorer says a listing can do, against what its contract says and what its runs did.
//!
//! Where a contract is a set of outputs, it is the explored set, no more and no less. Where it says what holds of all outputs,
//! it holds of every explored one. It names every other way to end that the explorer finds. And no run ever does what was not
//! explored.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use interleave::report::Status;
use interleave::search::budget::Budget;
use interleave::{Exploration, Model, Options, Outcome, Refusal, Rules};

use super::kept::Place;
use super::output::{block, fits};
use super::process::{End, Run};
use crate::contract::{Contract, Ending, Prints, Seen};
use crate::parts::cut;
use crate::recording::Recording;

/// The models that the book speaks of, from the strictest to the one that Rust promises.
pub const MODELS: [Model; 3] = [Model::Sc, Model::Tso, Model::Rc11];

/// How many states or graphs each search may visit. Unlike a time, it stops everywhere at the same place.
const STATES: u64 = 3_000_000;

/// How many where executions are counted too: that is worth less than the outcomes.
const COUNTED: u64 = 1_000_000;

/// How long each search may take, in milliseconds: a program that needs more is too large for a page.
const TIME: f64 = 10_000.0;

/// After this time the explorer is given up, though it should have come to an end by itself.
const DEADLINE: Duration = Duration::from_secs(120);

/// Explores the program in a file, given relative to the book's root, under each of [`MODELS`], in their order. Lines are counted
/// as on the page, where no anchors are. What was found before is not looked for again.
///
/// # Errors
/// What the explorer does not support in it, with line and mend; that it does not come to an end; or that the file cannot be read.
pub fn explore(root: &Path, path: &Path, contract: &Contract) -> Result<Vec<Exploration>, String> {
    let text = std::fs::read_to_string(root.join(path)).map_err(|error| format!("{}: {error}", path.display()))?;
    let source = cut(&text, None).0.unwrap_or_default();
    let rules = Rules { spurious: contract.spurious, ..Rules::default() };
    let place = Place::new(root, &source, &format!("{MODELS:?} {rules:?} {STATES} {COUNTED} {TIME}"));
    if let Some(found) = place.load() {
        return Ok(found);
    }
    let found =
        in_time(DEADLINE, move || search(&source, rules)).map_err(|error| format!("{}: {error}", path.display()))?;
    let found = found.map_err(|refusals| {
        // Counted as the file counts its lines, where that is possible.
        let refusals = interleave::parse(&text).err().unwrap_or(refusals);
        let refusals: Vec<String> = refusals.iter().map(|refusal| format!("{}:{refusal}", path.display())).collect();
        format!("the explorer does not support all of it\n{}", refusals.join("\n"))
    })?;
    // A search that ran out of time may get further tomorrow.
    if found.iter().all(|model| model.complete || model.time_ms < TIME) {
        place.keep(&found);
    }
    Ok(found)
}

fn search(source: &str, rules: Rules) -> Result<Vec<Exploration>, Vec<Refusal>> {
    let explore = |models: &[Model], count| {
        let began = Instant::now();
        let clock = || began.elapsed().as_secs_f64() * 1000.0;
        let states = if count { COUNTED } else { STATES };
        let budget = Budget { states, time: Some((TIME, &clock)), ..Budget::default() };
        interleave::explore(source, models, &Options { count, rules, budget, ..Options::default() })
    };
    let mut found = explore(&MODELS[..1], true)?.models;
    // Where the interleavings cannot be counted, there is no hope for the executions of weaker models, which are more.
    let count = found[0].executions.is_some();
    found.extend(explore(&MODELS[1..], count)?.models);
    for exploration in found.iter_mut().filter(|exploration| !exploration.complete) {
        // Where the executions are too many to count, the outcomes alone may not be.
        *exploration = explore(&[exploration.model], false)?.models.remove(0);
    }
    Ok(found)
}

/// What `work` gives, if it gives it in time. It is done by a thread of its own, which cannot be stopped: one that is late goes on
/// until the process ends.
fn in_time<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Result<T, String> {
    let (sender, receiver) = channel();
    let work = move || {
        // Nobody listens to one that is late.
        let _ = sender.send(work());
    };
    thread::Builder::new().stack_size(64 << 20).spawn(work).map_err(|error| format!("no thread for it: {error}"))?;
    receiver.recv_timeout(limit).map_err(|error| match error {
        RecvTimeoutError::Timeout => {
            format!("the explorer was given up after {limit:?}\nmake the program smaller, or delete `explored`")
        }
        // One fault is this program's failure, and no reason to leave the others unjudged.
        RecvTimeoutError::Disconnected => "the explorer itself failed (see above)".to_owned(),
    })
}

/// What an exploration found under one model.
pub fn under(explored: &[Exploration], model: Model) -> Option<&Exploration> {
    explored.iter().find(|exploration| exploration.model == model)
}

/// The ways to end that a contract asks for, one of which it must be.
pub fn asked(ends: &Ending) -> &'static [Status] {
    match ends {
        Ending::Panics(_) => &[Status::Panicked],
        Ending::Hangs(_) => &[Status::Deadlock, Status::Livelock, Status::Starvation],
        Ending::Exit(_) | Ending::Refused(_) => &[Status::Finished],
    }
}

/// A way to end in the words of a contract and of a message: `may = ["deadlock"]`, "can deadlock".
pub const fn words(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Finished => ("finish", "finish"),
        Status::Panicked => ("panic", "panic"),
        Status::Deadlock => ("deadlock", "deadlock"),
        Status::Livelock => ("livelock", "go round for ever"),
        Status::Starvation => ("starvation", "starve a thread"),
        Status::Race => ("race", "race, which is undefined behavior"),
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
        if contract.may.contains(&outcome.status) {
            continue;
        }
        if !asked.contains(&outcome.status) {
            let ((word, can), (_, must)) = (words(outcome.status), words(asked[0]));
            wrong.push(format!(
                "can {can}, and must {must}\n{}mend the program, or say `may = [\"{word}\"]`",
                block("after it printed", &outcome.stdout)
            ));
        } else if !fits(&contract.prints, &outcome.stdout) {
            wrong.push(format!("can print what its contract forbids\n{}", block("it can print", &outcome.stdout)));
        }
    }
    for status in &contract.may {
        if !explored.outcomes.iter().any(|outcome| outcome.status == *status) {
            let (word, can) = words(*status);
            wrong.push(format!("can never {can}\ndelete \"{word}\" from `may`"));
        }
    }
    if !explored.outcomes.iter().any(|outcome| asked.contains(&outcome.status)) {
        wrong.push(format!("can never {}, and its contract says so", words(asked[0]).1));
    }
    let ends_as_asked = explored.outcomes.iter().filter(|outcome| asked.contains(&outcome.status));
    let possible: BTreeSet<&str> = ends_as_asked.map(|outcome| outcome.stdout.as_str()).collect();
    let listed: &[String] = match &contract.prints {
        Prints::OneOf(outputs) => outputs,
        Prints::Exactly(output) => std::slice::from_ref(output),
        // What holds of all outputs may hold of others as well.
        Prints::Lines { .. } | Prints::Pattern(_) | Prints::Unasked => &[],
    };
    for output in listed.iter().filter(|output| !possible.contains(output.as_str())) {
        wrong.push(format!("can never print what its contract lists\n{}", block("impossible", output)));
    }
    for output in contract.why.keys() {
        if !explored.outcomes.iter().any(|outcome| outcome.stdout == *output) {
            wrong.push(format!("can never print what `why` explains\n{}", block("impossible", output)));
        }
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
    all_right(&wrong)
}

/// What is wrong, one paragraph each, if anything is.
fn all_right(wrong: &[String]) -> Result<(), String> {
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// Compares what a contract says of weak memory, if it does, with what was explored under each model.
///
/// # Errors
/// Where they differ, one paragraph each.
pub fn judge_weak(contract: &Contract, explored: &[Exploration]) -> Result<(), String> {
    let Some(claimed) = &contract.weak else { return Ok(()) };
    let mut found: BTreeMap<&str, Model> = BTreeMap::new();
    for exploration in explored {
        let ends_as_asked = |outcome: &&Outcome| asked(&contract.ends).contains(&outcome.status);
        for outcome in exploration.outcomes.iter().filter(ends_as_asked) {
            // The models come from the strictest on.
            found.entry(&outcome.stdout).or_insert(exploration.model);
        }
    }
    let mut wrong = Vec::new();
    for (&output, &model) in found.iter().filter(|(_, model)| **model != Model::Sc) {
        if claimed.get(output) != Some(&model) {
            wrong.push(format!(
                "gives an output that no interleaving gives, first under {}, and `weak` does not say so\n{}",
                model.title(),
                block("it can print", output)
            ));
        }
    }
    for output in claimed.keys() {
        match found.get(output.as_str()) {
            Some(Model::Sc) => wrong.push(format!(
                "gives by an interleaving what `weak` says no interleaving gives\n{}",
                block("it can print", output)
            )),
            Some(_) => {}
            None => wrong.push(format!("can never print what `weak` lists\n{}", block("impossible", output))),
        }
    }
    all_right(&wrong)
}

/// Compares what a recording says was seen with what is possible.
///
/// # Errors
/// What was seen and is not possible under Rust's own model, one paragraph each.
pub fn judge_seen(seen: Option<&Recording>, explored: &[Exploration]) -> Result<(), String> {
    let Some(rust) = under(explored, Model::Rc11) else { return Ok(()) };
    let seen = seen.into_iter().flat_map(|recording| &recording.outcomes).filter(|outcome| outcome.times > 0);
    let wrong: Vec<String> = seen
        .filter(|seen| !rust.outcomes.iter().any(|possible| possible.stdout == seen.stdout))
        .map(|seen| {
            format!("was seen to do what the explorer says is impossible\n{}", block("it printed", &seen.stdout))
        })
        .collect();
    all_right(&wrong)
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
        explored_program(TWO, contract)
    }

    fn explored_program(program: &str, contract: &str) -> (Contract, Exploration) {
        let (contract, mut explorations) = try_explore(program, contract).unwrap();
        (contract, explorations.pop().unwrap())
    }

    fn try_explore(program: &str, contract: &str) -> Result<(Contract, Vec<Exploration>), String> {
        let folder = tempfile::tempdir().unwrap();
        let chapter = folder.path().join("listings/demo");
        std::fs::create_dir_all(chapter.join("src/bin")).unwrap();
        std::fs::write(chapter.join("Cargo.toml"), "").unwrap();
        std::fs::write(chapter.join("src/bin/two.rs"), program).unwrap();
        std::fs::write(
            chapter.join("contracts.toml"),
            format!("[two]\ncaption = \"Two\"\nexplored = true\n{contract}"),
        )
        .unwrap();
        let (catalogue, problems) = Catalogue::load(folder.path());
        assert!(problems.is_empty(), "{problems}");
        let listing = catalogue.listing("demo", "two").unwrap();
        let contract = listing.contract(Language::Rust).unwrap();
        let explorations = explore(folder.path(), &listing.source(Language::Rust), contract)?;
        Ok((contract.clone(), explorations))
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

    /// Each thread stores, and then loads what the other one stores.
    const STORE_BUFFERING: &str = "use std::sync::atomic::{AtomicU32, Ordering::Relaxed};\nuse std::thread;\nstatic X: AtomicU32 = \
                                   AtomicU32::new(0);\nstatic Y: AtomicU32 = AtomicU32::new(0);\nfn main() {\n    thread::scope(|s| {\n        \
                                   let left = s.spawn(|| { X.store(1, Relaxed); Y.load(Relaxed) });\n        let right = s.spawn(|| { \
                                   Y.store(1, Relaxed); X.load(Relaxed) });\n        println!(\"{} {}\", left.join().unwrap(), \
                                   right.join().unwrap());\n    });\n}\n";

    #[test]
    fn a_contract_names_every_weak_output_with_the_first_model_that_allows_it() {
        let judged = |weak: &str| {
            let (contract, found) =
                try_explore(STORE_BUFFERING, &format!("pattern = \"{{_}} {{_}}\\n\"\n{weak}")).unwrap();
            judge_weak(&contract, &found)
        };
        assert_eq!(judged("weak = { \"0 0\\n\" = \"tso\" }\n"), Ok(()));
        assert_eq!(judged(""), Ok(()));
        let error = judged("weak = { \"0 0\\n\" = \"rc11\" }\n").unwrap_err();
        assert!(error.contains("first under x86-TSO, and `weak` does not say so"), "{error}");
        let error = judged("weak = {}\n").unwrap_err();
        assert!(error.contains("first under x86-TSO, and `weak` does not say so"), "{error}");
        let error = judged("weak = { \"0 0\\n\" = \"tso\", \"0 1\\n\" = \"tso\" }\n").unwrap_err();
        assert!(error.contains("gives by an interleaving what `weak` says no interleaving gives"), "{error}");
        let error = judged("weak = { \"0 0\\n\" = \"tso\", \"2 2\\n\" = \"tso\" }\n").unwrap_err();
        assert!(error.contains("can never print what `weak` lists"), "{error}");
    }

    #[test]
    fn classes_are_counted_from_the_explored_outcomes() {
        let classes_key =
            "classes = [{ name = \"a first\", pattern = \"a\\n{_}\\n\" }, { name = \"c\", pattern = \"c\\n\" }]\n";
        let (contract, explored) = explored(&format!("lines = [\"a\", \"b\"]\n{classes_key}"));
        assert_eq!(classes(&contract, &explored), [("a first", 1), ("c", 0)]);
        assert!(judge(&contract, &explored).unwrap_err().contains("anything of its class `c`"));
    }

    /// Two threads that may wait for each other.
    const STUCK: &str = "use std::sync::Mutex;\nuse std::thread;\nstatic A: Mutex<()> = Mutex::new(());\nstatic B: Mutex<()> = \
                         Mutex::new(());\nfn main() {\n    thread::scope(|s| {\n        s.spawn(|| { let _a = A.lock(); let _b = \
                         B.lock(); });\n        s.spawn(|| { let _b = B.lock(); let _a = A.lock(); });\n    });\n}\n";

    #[test]
    fn a_contract_names_every_way_to_end() {
        let (contract, found) = explored_program(STUCK, "prints = \"\"\n");
        let error = judge(&contract, &found).unwrap_err();
        assert!(error.contains("can deadlock, and must finish"), "{error}");
        assert!(error.contains("mend the program, or say `may = [\"deadlock\"]`"), "{error}");
        let (contract, found) = explored_program(STUCK, "prints = \"\"\nmay = [\"deadlock\"]\n");
        assert_eq!(judge(&contract, &found), Ok(()));
        let (contract, found) = explored_program(STUCK, "prints = \"\"\nmay = [\"deadlock\", \"race\"]\n");
        let error = judge(&contract, &found).unwrap_err();
        assert!(error.contains("can never race") && error.contains("delete \"race\" from `may`"), "{error}");
        // A program that never does what its contract asks for has kept no contract.
        let (contract, found) =
            explored_program(STUCK, "prints = \"\"\npanics = \"\"\nmay = [\"deadlock\", \"finish\"]\n");
        assert!(judge(&contract, &found).unwrap_err().contains("can never panic, and its contract says so"));
    }

    #[test]
    fn a_run_may_end_in_every_way_that_was_explored() {
        let (contract, found) = explored_program(STUCK, "prints = \"\"\nmay = [\"deadlock\"]\n");
        let hung = Run { end: End::Late, ..run("") };
        assert_eq!(super::super::output::judge(&contract, &hung), Ok(()));
        assert_eq!(contains(&found, &hung), Ok(()));
        let hung = Run { end: End::Late, ..run("half") };
        assert!(contains(&found, &hung).unwrap_err().contains("the explorer says is impossible"));
        let panicked = Run { end: End::Exited(101), ..run("") };
        assert!(super::super::output::judge(&contract, &panicked).unwrap_err().contains("exit status 101"));
    }

    #[test]
    fn waiting_threads_wake_up_for_nothing_only_if_asked() {
        const WAITS: &str = "use std::sync::{Condvar, Mutex};\nuse std::thread;\nfn main() {\n    let (lock, bell) = \
                             (Mutex::new(false), Condvar::new());\n    thread::scope(|s| {\n        s.spawn(|| { *lock.lock().unwrap() = \
                             true; bell.notify_one(); });\n        let mut rung = lock.lock().unwrap();\n        if !*rung { rung = \
                             bell.wait(rung).unwrap(); }\n        println!(\"{rung}\");\n    });\n}\n";
        let outputs = |contract: &str| -> Vec<String> {
            let (_, found) = explored_program(WAITS, contract);
            found.outcomes.into_iter().map(|outcome| outcome.stdout).collect()
        };
        assert_eq!(outputs("prints = \"true\\n\"\n"), ["true\n"]);
        assert_eq!(outputs("prints = \"true\\n\"\nspurious = true\n"), ["false\n", "true\n"]);
    }

    #[test]
    fn an_exploration_without_end_is_given_up() {
        let endless = || {
            loop {
                thread::sleep(Duration::from_secs(1));
            }
        };
        let error = in_time::<()>(Duration::from_millis(20), endless).unwrap_err();
        assert!(error.contains("the explorer was given up after 20ms"), "{error}");
        let error = in_time::<()>(Duration::from_secs(10), || panic!("a fault")).unwrap_err();
        assert_eq!(error, "the explorer itself failed (see above)");
    }

    #[test]
    fn what_is_not_supported_is_told_by_the_line_of_the_file() {
        let program = "// ANCHOR: all\nfn main() {\n    std::fs::read(\"x\").unwrap();\n}\n// ANCHOR_END: all\n";
        let error = try_explore(program, "prints = \"\"\n").unwrap_err();
        assert!(error.contains("two.rs:3:"), "{error}");
    }
}
