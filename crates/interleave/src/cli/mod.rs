//! The command line.
//!
//! Exit status: 0 explored, 1 a bad outcome, 2 refused or bad usage, 3 a budget was hit.

mod explain;
mod explore;
mod graph;
pub mod memory;
mod paint;
mod refusal;
mod step;
mod trace;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use clap::{Args, Parser, Subcommand, ValueEnum};
use interleave::search::budget::Budget;
use interleave::{Exploration, Model, Options, Program, Rules};

/// Enumerates every execution of a small concurrent Rust program.
#[derive(Parser)]
#[command(
    name = "interleave",
    version,
    after_help = "Exit status: 0 explored, 1 a bad outcome (panic, deadlock, data race, \
    livelock), 2 refused or bad usage, 3 a budget was hit.\nColours: on a terminal, unless NO_COLOR is set."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Everything that the program can do: its outcomes, and a shortest schedule for each bad one.
    Explore {
        #[command(flatten)]
        input: Input,
        /// The memory models to compare; by default sc, tso and rc11 side by side (with --json: rc11).
        #[arg(long, value_enum)]
        model: Option<Models>,
        /// Print the whole answer as JSON: one object; with several models, one object that lists them.
        #[arg(long)]
        json: bool,
        /// Outcomes to show in the table.
        #[arg(long, default_value_t = 40, value_name = "N")]
        show: usize,
        #[command(flatten)]
        how: How,
    },
    /// Walk through one execution, step by step, choosing what happens next.
    Step {
        #[command(flatten)]
        input: Input,
        #[arg(long, value_enum, default_value_t = One::Rc11)]
        model: One,
        /// Start at the end of this schedule, as `interleave explore --json` and `step` give it.
        #[arg(long, value_name = "TEXT")]
        schedule: Option<String>,
        #[command(flatten)]
        rules: RuleArgs,
    },
    /// Draw the execution graph of an outcome.
    Graph {
        #[command(flatten)]
        input: Input,
        #[arg(long, value_enum, default_value_t = One::Rc11)]
        model: One,
        /// The outcome's number in the table of `interleave explore` under this model, or what it prints.
        #[arg(long, value_name = "N", default_value = "1", conflicts_with = "schedule")]
        outcome: String,
        /// Draw the execution of this schedule instead.
        #[arg(long, value_name = "TEXT")]
        schedule: Option<String>,
        /// In the DOT language of Graphviz.
        #[arg(long, conflicts_with = "svg")]
        dot: bool,
        /// As an SVG picture (the default).
        #[arg(long)]
        svg: bool,
        #[command(flatten)]
        how: How,
    },
    /// How an outcome comes about; or, if it cannot, why not.
    Explain {
        #[command(flatten)]
        input: Input,
        #[arg(long, value_enum, default_value_t = One::Rc11)]
        model: One,
        /// What the program prints (`\n` between lines), or `deadlock`, `panic`, `race`, `livelock`, `starvation`.
        #[arg(long, value_name = "TEXT")]
        outcome: String,
        #[command(flatten)]
        how: How,
    },
}

#[derive(Args)]
struct Input {
    /// The program: a Rust source file, or - for standard input.
    file: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Models {
    Sc,
    Tso,
    Rc11,
    Strict,
    All,
}

#[derive(Clone, Copy, ValueEnum)]
enum One {
    Sc,
    Tso,
    Rc11,
    Strict,
}

impl From<One> for Model {
    fn from(one: One) -> Self {
        match one {
            One::Sc => Self::Sc,
            One::Tso => Self::Tso,
            One::Rc11 => Self::Rc11,
            One::Strict => Self::Strict,
        }
    }
}

#[derive(Args)]
struct RuleArgs {
    /// Let `Condvar::wait` and `park` return spuriously, as Rust allows.
    #[arg(long)]
    spurious: bool,
    /// Let readers pass writers that wait for an `RwLock`, always.
    #[arg(long)]
    no_queueing: bool,
}

impl RuleArgs {
    fn rules(&self) -> Rules {
        Rules { spurious: self.spurious, queueing: !self.no_queueing }
    }
}

#[derive(Args)]
struct How {
    #[command(flatten)]
    rules: RuleArgs,
    /// Rounds of a loop that writes, and brings nothing new, before it is cut short.
    #[arg(long, value_name = "ROUNDS")]
    bound: Option<u32>,
    /// States or graphs to visit at most.
    #[arg(long, value_name = "N")]
    states: Option<u64>,
    /// Executions to count at most.
    #[arg(long, value_name = "N")]
    executions: Option<u64>,
    /// Seconds to take at most, per model.
    #[arg(long, value_name = "SECONDS", default_value_t = 20.0)]
    time: f64,
    /// Memory to take at most.
    #[arg(long, value_name = "MB", default_value_t = 700)]
    memory: usize,
}

/// How the command ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Exit {
    Fine = 0,
    Bad = 1,
    Usage = 2,
    Budget = 3,
}

/// An error that ends the command with status 2, already told.
struct Told;

fn complain(what: impl std::fmt::Display) -> Told {
    let style = paint::BAD;
    let _ = writeln!(anstream::stderr(), "{style}error{style:#}: {what}");
    Told
}

/// Runs the command.
pub fn run() -> ExitCode {
    let cli = Cli::parse(); // clap's own status for bad usage is 2 too.
    let exit = match cli.command {
        Command::Explore { input, model, json, show, how } => explore::run(&input.file, model, json, show, &how),
        Command::Step { input, model, schedule, rules } => {
            step::run(&input.file, model.into(), schedule.as_deref(), rules.rules())
        }
        Command::Graph { input, model, outcome, schedule, dot, svg: _, how } => {
            graph::run(&input.file, model.into(), &outcome, schedule.as_deref(), dot, &how)
        }
        Command::Explain { input, model, outcome, how } => explain::run(&input.file, model.into(), &outcome, &how),
    };
    ExitCode::from(exit.unwrap_or(Exit::Usage) as u8)
}

/// A program, its source and what to call it.
struct Loaded {
    name: String,
    program: Rc<Program>,
}

fn load(file: &Path) -> Result<Loaded, Told> {
    let name = if file == Path::new("-") { "standard input".into() } else { file.display().to_string() };
    let bytes = if file == Path::new("-") {
        let mut bytes = vec![];
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    let bytes = bytes.map_err(|error| complain(format!("cannot read {name}: {error}")))?;
    let source = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..good].iter().filter(|&&byte| byte == b'\n').count();
        complain(format!("{name} is not UTF-8, from line {line} (byte {good}) on: Rust source is UTF-8"))
    })?;
    match interleave::parse(&source) {
        Ok(program) => Ok(Loaded { name, program: Rc::new(program) }),
        Err(refusals) => {
            refusal::show(&name, &source, &refusals);
            Err(Told)
        }
    }
}

/// Explores under one model, with the clock of this machine.
fn explore(loaded: &Loaded, model: Model, how: &How) -> (interleave::report::Found, Exploration) {
    let start = Instant::now();
    let clock = || start.elapsed().as_secs_f64() * 1000.0;
    let mut options = Options { model, rules: how.rules.rules(), ..Options::default() };
    if let Some(bound) = how.bound {
        options.loop_bound = bound;
    }
    let budget = Budget::default();
    options.budget = Budget {
        states: how.states.unwrap_or(budget.states),
        executions: how.executions.unwrap_or(budget.executions),
        memory: how.memory << 20,
        gauge: Some(&|| memory::IN_USE.load(Relaxed)),
        time: Some((how.time * 1000.0, &clock)),
    };
    let found = interleave::explore::explore(&*loaded.program, &options);
    let time = clock();
    let exploration = interleave::report::tell::tell(&loaded.program, &found, &options, time);
    (found, exploration)
}

/// What the status of a command says of what it showed.
fn verdict(explorations: &[Exploration]) -> Exit {
    if explorations.iter().any(|it| it.outcomes.iter().any(|outcome| outcome.status.is_bad())) {
        Exit::Bad
    } else if explorations.iter().any(|it| !it.complete) {
        Exit::Budget
    } else {
        Exit::Fine
    }
}

/// Writes to standard output; a reader who has gone away is no error.
fn print(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// The outcome that is asked for: by its number in the table, by its status, or by what it prints.
fn asked<'a>(exploration: &'a Exploration, asked: &str) -> Option<(usize, &'a interleave::Outcome)> {
    let outcomes = || exploration.outcomes.iter().enumerate();
    let text = unescaped(asked);
    outcomes()
        .find(|(_, outcome)| !outcome.status.is_bad() && trimmed(&outcome.stdout) == trimmed(&text))
        .or_else(|| outcomes().find(|(_, outcome)| outcome.status.is_bad() && outcome.status.is_called(asked)))
        .or_else(|| outcomes().find(|(_, outcome)| trimmed(&outcome.stdout) == trimmed(&text) && !text.is_empty()))
}

/// `\n` as people type it, in a command or a book.
fn unescaped(text: &str) -> String {
    text.replace("\\n", "\n").replace('⏎', "\n")
}

fn trimmed(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}
