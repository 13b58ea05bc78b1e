//! The third judge: what the explorer says a listing can do, against what its contract says and what its runs did.
//!
//! Where a contract is a set of outputs, it is the explored set, no more and no less. Where it says what holds of all outputs,
//! it holds of every explored one. And no run ever prints what was not explored.

use std::collections::BTreeSet;

use super::output::{block, fits};
use super::process::{End, Run};
use crate::contract::{Contract, Ending, Prints, Seen};

/// Everything that a program can do, under one memory model.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Explored {
    /// Every outcome, each once.
    pub outcomes: Vec<Outcome>,
    /// Why the search ended before it had seen all, if it did.
    pub bounded: Option<String>,
}

/// One thing that a program can do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Outcome {
    /// What it prints.
    pub stdout: String,
    /// How it ends.
    pub status: Status,
}

/// How an execution ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Status {
    /// Main returns.
    Finished,
    /// Main panics.
    Panicked,
    /// It never ends: all threads wait, or go round for ever.
    Stuck,
    /// Two accesses race: anything may follow.
    Race,
}

impl Status {
    /// The only way to end that a contract allows.
    fn asked(ends: &Ending) -> Status {
        match ends {
            Ending::Panics(_) => Status::Panicked,
            Ending::Hangs(_) => Status::Stuck,
            Ending::Exit(_) | Ending::Refused(_) => Status::Finished,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Status::Finished => "finish",
            Status::Panicked => "panic",
            Status::Stuck => "hang",
            Status::Race => "race, which is undefined behaviour",
        }
    }
}

/// Compares a contract with what was explored.
///
/// # Errors
/// Where they differ, one paragraph each.
pub fn judge(contract: &Contract, explored: &Explored) -> Result<(), String> {
    let mut wrong = Vec::new();
    if let Some(bound) = &explored.bounded {
        wrong.push(format!("was not explored to the end: {bound}\nmake the program smaller, or delete `explored`"));
    }
    let asked = Status::asked(&contract.ends);
    for outcome in &explored.outcomes {
        if outcome.status != asked {
            let (can, must) = (outcome.status.words(), asked.words());
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
    for seen in &contract.must_see {
        if let Seen::Class(name) = &seen.what
            && !possible.iter().any(|output| contract.class_of(output).is_some_and(|class| class.name == *name))
        {
            wrong.push(format!("can never print anything of the class `{name}`, which must be seen"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// Whether a run did what was explored.
///
/// # Errors
/// What it printed, if not: then explorer, compiler or machine is wrong, and it matters which.
pub fn contains(explored: &Explored, run: &Run) -> Result<(), String> {
    let is_possible = |outcome: &Outcome| match run.end {
        // The rest of a hanging program's output may still be on its way.
        End::Late => outcome.status == Status::Stuck && outcome.stdout == run.stdout,
        End::Exited(101) => outcome.status == Status::Panicked && outcome.stdout == run.stdout,
        _ => outcome.status == Status::Finished && outcome.stdout == run.stdout,
    };
    // After a data race anything may follow.
    let undefined = explored.outcomes.iter().any(|outcome| outcome.status == Status::Race);
    if undefined || explored.outcomes.iter().any(is_possible) {
        return Ok(());
    }
    Err(format!("did what the explorer says is impossible\n{}", block("it printed", &run.stdout)))
}

/// How many different explored outputs belong to each class, in the order of the contract.
pub fn classes<'c>(contract: &'c Contract, explored: &Explored) -> Vec<(&'c str, usize)> {
    let outputs: BTreeSet<&str> = explored.outcomes.iter().map(|outcome| outcome.stdout.as_str()).collect();
    let count = |name: &str| {
        outputs.iter().filter(|output| contract.class_of(output).is_some_and(|class| class.name == name)).count()
    };
    contract.classes.iter().map(|class| (class.name.as_str(), count(&class.name))).collect()
}
