//! `cargo book exercise`: judges the reader's solution.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};
use clap::Args;

use crate::contract::{Catalogue, Contract, Exercise};
use crate::judge::trial::{RUNS, Ready, Verdict};
use crate::judge::workspace::{Built, Kind, Program, Workspace};
use crate::judge::{explored, process};
use crate::problem::nearest;

/// Which exercise.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Its name, as the page has it; `X/NAME` does as well
    name: String,
}

/// Builds the reader's file and holds it to the exercise's contract.
///
/// # Errors
/// If there is no such exercise, or the file does not do yet what it should.
pub fn exercise(root: &Path, options: &Options) -> Result<()> {
    process::clean_up_on_interrupt();
    let (catalogue, _) = Catalogue::load(root);
    let exercise = find(&catalogue, &options.name)?;
    let workspace = Workspace::load(root)?;
    let built = workspace.build_example(&exercise.chapter, &exercise.name)?;
    match judge(&workspace, &built, exercise, &exercise.name, exercise.judge.runs) {
        Verdict::Passed => {
            println!("solved: {}", exercise.judge.caption);
            println!("{} is one solution to compare with yours", exercise.solution().display());
            Ok(())
        }
        Verdict::Skipped(reason) => bail!("{} cannot be judged here: {reason}", options.name),
        Verdict::Failed(error) => bail!(
            "not yet: {}\n{}\nedit {} and try again",
            exercise.judge.caption,
            error.trim_end(),
            exercise.starter().display()
        ),
    }
}

fn find<'a>(catalogue: &'a Catalogue, name: &str) -> Result<&'a Exercise> {
    let stem = name.rsplit('/').next().unwrap_or(name);
    match catalogue.exercises().find(|exercise| exercise.name == stem) {
        Some(exercise) => Ok(exercise),
        None => {
            let names: Vec<&str> = catalogue.exercises().map(|exercise| exercise.name.as_str()).collect();
            match nearest(stem, names.iter().copied()) {
                Some(near) => bail!("there is no exercise `{name}`: did you mean `{near}`?"),
                None => bail!("there is no exercise `{name}`; there are {}", names.join(", ")),
            }
        }
    }
}

/// How many times as often a starter or a wrong solution runs before it counts as right: it may go wrong only now and then.
const PATIENCE: u32 = 10;

/// Whether an exercise keeps its word: the starter breaks the contract, the solution keeps it, each wrong solution breaks it.
pub fn keeps_its_word(workspace: &Workspace, built: &Built, exercise: &Exercise) -> Verdict {
    let judge = |name: &str, runs: Option<u32>| judge(workspace, built, exercise, name, runs);
    let name = &exercise.name;
    let runs = exercise.judge.runs;
    match judge(&format!("{name}-solution"), runs) {
        Verdict::Passed => {}
        Verdict::Failed(error) => return Verdict::Failed(format!("the solution fails: {error}")),
        skipped => return skipped,
    }
    let mut failing = vec![("the starter", name.clone())];
    failing.extend(exercise.wrong.iter().map(|file| ("a wrong solution", file.clone())));
    for (what, file) in failing {
        let program = Program { chapter: exercise.chapter.clone(), kind: Kind::Example, name: file.clone() };
        if let Err(error) = built.program(&program) {
            return Verdict::Failed(format!(
                "{what}, {file}.rs, does not compile\nlet it compile and fail when it runs (`todo!()` does)\n{error}"
            ));
        }
        // Else it would fail for a reason that has nothing to do with the exercise.
        if exercise.judge.explored
            && let Err(error) = explored::explore(&workspace.root, &exercise.file(&file), &exercise.judge)
        {
            return Verdict::Failed(format!("{what}, {file}.rs: {error}"));
        }
        if judge(&file, Some(runs.unwrap_or(RUNS).saturating_mul(PATIENCE))) == Verdict::Passed {
            return Verdict::Failed(format!(
                "{what}, {file}.rs, passes the judge, and must fail\nmake the contract [exercises.{name}] stricter, or the program worse"
            ));
        }
    }
    Verdict::Passed
}

/// Holds one of an exercise's files to its contract, in so many runs where it says how many.
fn judge(workspace: &Workspace, built: &Built, exercise: &Exercise, file: &str, runs: Option<u32>) -> Verdict {
    let program = Program { chapter: exercise.chapter.clone(), kind: Kind::Example, name: file.to_owned() };
    let executable = match built.program(&program) {
        Ok(executable) => executable,
        Err(error) => return Verdict::Failed(format!("does not compile\n{}", error.trim_end())),
    };
    let contract = Contract { runs, ..exercise.judge.clone() };
    let id = format!("{}/{file}", exercise.chapter);
    match Ready::new(id, &contract, &Command::new(executable), &workspace.root) {
        Ok(ready) if contract.explored => match ready.explored(&workspace.root, &exercise.file(file)) {
            Ok(ready) => ready.judge(),
            Err(error) => Verdict::Failed(error),
        },
        Ok(ready) => ready.judge(),
        Err(verdict) => verdict,
    }
}
