//! What an exploration found, and how it is told: as JSON, as text, as a picture.

mod found;
pub mod graph;
pub mod tell;

use serde::{Deserialize, Serialize};

use crate::memory::Model;
use crate::request::{Span, ThreadId};

pub use found::{Found, FoundEnd, Taken, Way};

/// What one exploration of a program under one model found.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Exploration {
    #[serde(serialize_with = "name")]
    pub model: Model,
    /// Whether everything was seen: no budget was hit.
    pub complete: bool,
    /// How many complete consistent execution graphs there are; `None` where that is not defined (an endless loop, say).
    pub executions: Option<u64>,
    /// How many schedules there are, in decimal or `infinite`; `None` if nobody counted.
    pub schedules: Option<String>,
    /// How many states or graphs were visited.
    pub states: u64,
    /// Which budget was hit and how far the search got.
    pub bounded: Option<String>,
    /// Sorted: those that finish by their output, then the bad ones.
    pub outcomes: Vec<Outcome>,
    /// Where the program could show load buffering, which Rust allows and RC11 excludes: where, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load_buffering: Option<String>,
    #[serde(serialize_with = "milliseconds")]
    pub time_ms: f64,
}

/// A page, whose clock is coarse, is told whole ones: to write a fraction takes kilobytes of code and tables.
#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for it
fn milliseconds<S: serde::Serializer>(time: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let whole = *time as u64;
    if cfg!(target_arch = "wasm32") || whole as f64 == *time {
        serializer.serialize_u64(whole)
    } else {
        serializer.serialize_f64(*time)
    }
}

fn name<S: serde::Serializer>(model: &Model, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(model.name())
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for it
fn is_false(flag: &bool) -> bool {
    !flag
}

/// One way in which a program can end, or fail to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// What had been printed to standard output.
    pub stdout: String,
    pub status: Status,
    /// How many executions end so.
    pub executions: Option<u64>,
    /// A shortest schedule that ends so.
    pub witness: Vec<Step>,
    /// The same schedule as the text that a stepper replays.
    pub schedule: String,
    /// What happened, in words: the panic's message, the cycle of threads that wait for each other.
    pub detail: Option<String>,
    /// For a deadlock: which thread waits for what, and for whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<Wait>,
    /// For a deadlock: the threads of a cycle, each of which waits for the next, and the last for the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cycle: Vec<ThreadId>,
    /// For a data race: its two accesses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub race: Option<[Place; 2]>,
    /// For a livelock or starvation: from which step of the witness on it goes round for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats_from: Option<usize>,
}

/// How an execution ends.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Main returned.
    Finished,
    /// Main panicked: exit status 101.
    Panicked,
    /// Nobody can go on, and not everybody has ended.
    Deadlock,
    /// Two accesses that nothing orders, one of them a write, one of them not atomic: undefined behaviour.
    Race,
    /// A fair schedule goes round for ever, and nobody gets anywhere.
    Livelock,
    /// A fair schedule goes round for ever, the others get somewhere, and one thread does not.
    Starvation,
}

/// One step of a schedule.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Step {
    /// 0 is main.
    pub thread: ThreadId,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    /// The source of what is done: `X.store(1, Relaxed)`.
    pub does: String,
    /// For a load: the store that it reads.
    pub reads_from: Option<ReadsFrom>,
    /// What the source does not say: the value found, whom a notification wakes.
    pub note: Option<String>,
    /// It needed no decision: it happened as soon as it could.
    #[serde(default, skip_serializing_if = "is_false")]
    pub quiet: bool,
}

/// The store that a load reads.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReadsFrom {
    /// The value.
    pub value: String,
    /// The step of the witness that wrote it, from 0; `None` is the initial value.
    pub step: Option<usize>,
}

/// A blocked thread.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wait {
    pub thread: ThreadId,
    /// What it asked: `B.lock()`.
    pub at: Place,
    /// What it waits for, in words: `the lock B`.
    pub on: String,
    /// Who could help, if that is known.
    pub by: Vec<ThreadId>,
}

/// A place in the source and who is there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Place {
    pub thread: ThreadId,
    pub line: u32,
    pub column: u32,
    pub does: String,
}

impl Step {
    /// Where it stands in the source.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span { line: self.line, column: self.column, end_line: self.end_line, end_column: self.end_column }
    }
}

impl Status {
    /// Its name for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Panicked => "panic",
            Self::Deadlock => "deadlock",
            Self::Race => "data race",
            Self::Livelock => "livelock",
            Self::Starvation => "starvation",
        }
    }

    /// Whether a reader may mean it by this word.
    #[must_use]
    pub fn is_called(self, word: &str) -> bool {
        let word = word.to_ascii_lowercase();
        word == self.title()
            || match self {
                Self::Finished => false,
                Self::Panicked => word == "panicked" || word == "panics",
                Self::Deadlock => word == "deadlocks" || word == "deadlocked",
                Self::Race => word == "race" || word == "races" || word == "ub",
                Self::Livelock => word == "livelocks",
                Self::Starvation => word == "starves",
            }
    }

    /// Whether a program that can end so has a fault.
    #[must_use]
    pub const fn is_bad(self) -> bool {
        !matches!(self, Self::Finished)
    }
}

/// The answer under several models.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Report {
    pub models: Vec<Exploration>,
}

impl Report {
    /// As JSON: one object, [`Exploration`]; with several models, one object that lists them under `models`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let json = match self.models.as_slice() {
            [one] => serde_json::to_string(one),
            _ => serde_json::to_string(self),
        };
        json.unwrap_or_else(|error| unreachable!("strings and numbers alone: {error}"))
    }
}
