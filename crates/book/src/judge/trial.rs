//! Puts a listing through its judges, as often as its contract says.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use interleave::{Exploration, Model};
use tempfile::TempDir;

use super::process::{self, End, MARK, Run};
use super::workspace::{Built, Kind, Program, Workspace};
use super::{explored, output, refused, twin};
use crate::contract::{Contract, Ending, Language, Listing, MustSee, Need, Seen};

/// Runs in a test, where the contract does not say.
pub const RUNS: u32 = 20;
/// A listing that takes long is run this often at least, where the contract does not say.
const LEAST_RUNS: u32 = 3;
/// The time after which that is enough.
const ENOUGH: Duration = Duration::from_secs(2);
/// The same for a measurement, which has the machine for itself while all others wait.
const ENOUGH_ALONE: Duration = Duration::from_millis(500);

/// What a judge says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// All is as the contract says.
    Passed,
    /// What is not, and what to do about it.
    Failed(String),
    /// Why this machine cannot tell.
    Skipped(String),
}

/// Everything that a listing needs to be tried.
pub struct Court<'a> {
    /// The packages.
    pub workspace: &'a Workspace,
    /// The programs that were built from them.
    pub built: &'a Built,
}

/// A program that is ready to run.
pub struct Ready<'a> {
    /// The listing that it belongs to, for messages.
    pub id: String,
    /// Its contract.
    pub contract: &'a Contract,
    /// What it can do, where the explorer knows: no run may do anything else.
    pub explored: Option<Exploration>,
    command: Box<dyn Fn() -> Command + Send + Sync + 'a>,
    /// Where it finds room for temporary files. It must leave none.
    scratch: TempDir,
}

impl<'a> Court<'a> {
    /// Makes one of a listing's programs ready to run.
    ///
    /// # Errors
    /// The verdict, if that alone decides: it does not compile, or this machine cannot run it.
    pub fn ready(&'a self, listing: &'a Listing, language: Language) -> Result<Ready<'a>, Verdict> {
        let contract = listing.contract(language).expect("called for a program that the listing has");
        let tool = match language {
            Language::Rust => None,
            Language::C => Some(Need::Cc),
            Language::Python => Some(Need::Python),
        };
        if let Some(reason) = tool.and_then(twin::lacks) {
            return Err(Verdict::Skipped(reason));
        }
        let root = &self.workspace.root;
        let program = match language {
            Language::Rust => {
                let program = Program { chapter: listing.chapter.clone(), kind: Kind::Bin, name: listing.name.clone() };
                self.built.program(&program).map(Command::new).map_err(|error| does_not_compile(&error))
            }
            Language::C => twin::compile(root, &self.workspace.target, listing).map(Command::new),
            Language::Python => Ok(twin::python(listing)),
        };
        let program = program.map_err(Verdict::Failed)?;
        let ready = Ready::new(listing.id(language), contract, &program, root)?;
        if contract.explored && language == Language::Rust {
            return ready.explored(root, &listing.source(language)).map_err(Verdict::Failed);
        }
        Ok(ready)
    }

    /// Lets rustc judge a refused listing.
    pub fn refused(&self, listing: &Listing) -> Verdict {
        let Some(refusal) = refused::refusal(listing) else { return Verdict::Passed };
        match refused::diagnose(self.workspace, self.built, listing, refusal) {
            Ok(diagnosis) => match refused::judge(&diagnosis, refusal) {
                Ok(()) => Verdict::Passed,
                Err(error) => Verdict::Failed(error),
            },
            Err(error) => Verdict::Failed(format!("rustc cannot be run: {error}")),
        }
    }
}

fn does_not_compile(error: &str) -> String {
    format!("does not compile\n{}", error.trim_end())
}

impl<'a> Ready<'a> {
    /// A program with the arguments and environment of its contract.
    ///
    /// # Errors
    /// A verdict, if this machine lacks something that the program needs.
    pub fn new(id: String, contract: &'a Contract, program: &Command, root: &Path) -> Result<Ready<'a>, Verdict> {
        if let Some(reason) = contract.needs.iter().copied().find_map(twin::lacks) {
            return Err(Verdict::Skipped(reason));
        }
        let name = program.get_program().to_owned();
        let first: Vec<_> = program.get_args().map(ToOwned::to_owned).collect();
        let root = root.to_owned();
        let scratch = tempfile::tempdir().map_err(|error| Verdict::Failed(format!("no temporary folder: {error}")))?;
        let temporary = scratch.path().to_owned();
        let command = move || {
            let mut command = Command::new(&name);
            command.args(&first).args(&contract.args).current_dir(&root);
            // What would change a program's output on one machine alone.
            command.env("RUST_BACKTRACE", "0").env_remove("RUST_MIN_STACK").env_remove("PYTHONUNBUFFERED");
            command.env("TMPDIR", &temporary);
            command.envs(&contract.env);
            command
        };
        Ok(Ready { id, contract, explored: None, command: Box::new(command), scratch })
    }

    /// Has the program's source explored, and held to the contract; its runs are held to what was explored.
    ///
    /// # Errors
    /// Where contract and exploration differ, or what the explorer does not support.
    pub fn explored(mut self, root: &Path, source: &Path) -> Result<Self, String> {
        let explorations = explored::explore(root, source, self.contract)?;
        let rust = explored::under(&explorations, Model::Rc11).expect("it was asked for");
        explored::judge(self.contract, rust)?;
        explored::judge_weak(self.contract, &explorations)?;
        self.explored = Some(rust.clone());
        Ok(self)
    }

    /// What is started.
    pub fn command(&self) -> Command {
        (self.command)()
    }

    /// Runs it once.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn run(&self, mark: &str, echo: bool) -> std::io::Result<Run> {
        let mut command = self.command();
        command.env(MARK, mark);
        let Contract { stdin, deadline, ends, .. } = self.contract;
        let Ending::Hangs(after) = ends else { return process::run(command, stdin, *deadline, echo) };
        let run = process::run(command, stdin, *after, echo)?;
        if run.end == End::Late && !output::fits(&self.contract.prints, &run.stdout) && !echo {
            // On a busy machine it may not have come as far as its hang: one more run, with all the time that it may take.
            let mut command = self.command();
            command.env(MARK, mark);
            return process::run(command, stdin, *deadline, echo);
        }
        Ok(run)
    }

    /// Runs it as often as a test must, and looks at every run.
    pub fn judge(&self) -> Verdict {
        match self.try_all() {
            Ok(()) => Verdict::Passed,
            Err(error) => Verdict::Failed(error),
        }
    }

    fn try_all(&self) -> Result<(), String> {
        let mut unseen: Vec<&MustSee> = self.contract.must_see.iter().collect();
        let mut count = 0;
        let mark = mark();
        let began = Instant::now();
        let result = loop {
            if is_enough(self.contract, count, began.elapsed()) && unseen.is_empty() {
                break Ok(());
            }
            count += 1;
            let run = match self.run(&mark, false) {
                Ok(run) => run,
                Err(error) => break Err(format!("cannot be started: {error}")),
            };
            let judged = output::judge(self.contract, &run)
                .and_then(|()| self.explored.as_ref().map_or(Ok(()), |explored| explored::contains(explored, &run)));
            if let Err(error) = judged {
                break Err(if count == 1 { error } else { format!("run {count}: {error}") });
            }
            if output::ended_otherwise(self.contract, &run).is_none() {
                unseen.retain(|seen| !is_seen(self.contract, seen, &run.stdout));
            }
            if let Some(seen) = unseen.iter().find(|seen| count >= seen.runs) {
                let what = match &seen.what {
                    Seen::Outcome(text) => format!("{text:?}"),
                    Seen::Class(name) => format!("an output of the class `{name}`"),
                };
                break Err(format!("{what} was never seen in {} runs, and must be", seen.runs));
            }
        };
        match process::kill_marked(&mark) {
            0 => result.and_then(|()| self.left_files()),
            _ if result.is_err() => result,
            n => Err(format!("left {n} processes behind, outside its process group; they were killed")),
        }
    }

    /// Holds it to leaving no temporary file behind: no socket's, no pipe's, none of shared memory. One that was killed could not help it.
    fn left_files(&self) -> Result<(), String> {
        if matches!(self.contract.ends, Ending::Hangs(_)) {
            return Ok(());
        }
        let entries = std::fs::read_dir(self.scratch.path()).into_iter().flatten().flatten();
        let left: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        if left.is_empty() { Ok(()) } else { Err(format!("left files behind in TMPDIR: {}", left.join(", "))) }
    }
}

/// Whether so many runs in so much time will do. What one run of a measurement did not show is for a recording to show: it stops early
/// even where the contract says how many there should be.
fn is_enough(contract: &Contract, runs: u32, time: Duration) -> bool {
    let (least, enough) = match contract.is_measurement() {
        true => (1, ENOUGH_ALONE),
        false => (contract.runs.unwrap_or(LEAST_RUNS), ENOUGH),
    };
    runs >= contract.runs.unwrap_or(RUNS) || runs >= least && time >= enough
}

fn is_seen(contract: &Contract, seen: &MustSee, stdout: &str) -> bool {
    match &seen.what {
        Seen::Outcome(text) => text == stdout,
        Seen::Class(name) => contract.class_of(stdout).is_some_and(|class| class.name == *name),
    }
}

/// A mark for the processes of one trial.
pub fn mark() -> String {
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Relaxed: nothing but the number itself is shared.
    format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Relaxed))
}

/// Times a judge.
pub fn timed(judge: impl FnOnce() -> Verdict) -> (Verdict, Duration) {
    let began = Instant::now();
    let verdict = judge();
    (verdict, began.elapsed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Catalogue;

    #[test]
    fn what_a_listing_leaves_behind_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let chapter = folder.path().join("listings/demo");
        std::fs::create_dir_all(&chapter).unwrap();
        std::fs::write(chapter.join("Cargo.toml"), "").unwrap();
        std::fs::write(chapter.join("contracts.toml"), "[sh]\nprints = \"\"\nruns = 1\n").unwrap();
        let catalogue = Catalogue::load(folder.path()).0;
        let contract = catalogue.listing("demo", "sh").unwrap().contract(Language::Rust).unwrap();
        let judged = |script: &str| {
            let mut program = Command::new("sh");
            program.args(["-c", script]);
            Ready::new("demo/sh".to_owned(), contract, &program, folder.path()).unwrap().judge()
        };
        assert_eq!(judged("touch $TMPDIR/a && rm $TMPDIR/a"), Verdict::Passed);
        assert_eq!(judged("touch $TMPDIR/a"), Verdict::Failed("left files behind in TMPDIR: a".to_owned()));
    }

    #[test]
    fn slow_programs_run_less_often() {
        let folder = tempfile::tempdir().unwrap();
        let chapter = folder.path().join("listings/demo");
        std::fs::create_dir_all(&chapter).unwrap();
        std::fs::write(chapter.join("Cargo.toml"), "").unwrap();
        let contracts =
            "[free]\nprints = \"\"\n[five]\nprints = \"\"\nruns = 5\n[time]\npattern = \"{t:float}\\n\"\nruns = 5\n";
        std::fs::write(chapter.join("contracts.toml"), contracts).unwrap();
        let catalogue = Catalogue::load(folder.path()).0;
        let enough = |name: &str, runs, seconds| {
            let contract = catalogue.listing("demo", name).unwrap().contract(Language::Rust).unwrap();
            is_enough(contract, runs, Duration::from_secs(seconds))
        };
        assert!(!enough("free", 19, 1) && enough("free", 20, 1) && !enough("free", 2, 9) && enough("free", 3, 9));
        assert!(!enough("five", 4, 9) && enough("five", 5, 1));
        assert!(!enough("time", 0, 0) && !enough("time", 4, 0) && enough("time", 1, 1) && enough("time", 5, 0));
    }
}
