//! What a search hands over: the bare facts. The stepper replays the schedules and puts them into words.

use super::Status;
use crate::memory::Model;
use crate::request::{Span, ThreadId};

/// What a search under one model found.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    pub model: Model,
    /// Whether no budget was hit.
    pub complete: bool,
    /// Complete consistent execution graphs; `None` where that is not defined.
    pub executions: Option<u64>,
    /// Schedules: in decimal, or `infinite`; `None` if nobody counted.
    pub schedules: Option<String>,
    /// States or graphs visited.
    pub states: u64,
    /// Which budget was hit, and how far the search got.
    pub bounded: Option<String>,
    /// Who started thread 1, 2, … and as the how-manieth of its children, from 0.
    pub threads: Vec<(ThreadId, u32)>,
    pub ends: Vec<FoundEnd>,
}

/// One way to end: what was printed and how it ended, once per such pair.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundEnd {
    pub stdout: String,
    pub status: Status,
    pub executions: Option<u64>,
    /// A shortest schedule that ends so.
    pub schedule: Vec<Taken>,
    /// For a race: its two accesses.
    pub race: Option<[(ThreadId, Span); 2]>,
    /// For a livelock or starvation: from which step on the schedule goes round.
    pub repeats_from: Option<usize>,
    /// For starvation: who starves.
    pub starved: Option<ThreadId>,
}

/// One step of a schedule: a request that touches what threads share, or that leaves a choice: `Load`, `Store`, `Update`,
/// `Sync`, `Print`, `IsFinished`, `Choose`, and the `End` of main while other threads still run, for it ends the program. All other requests
/// (`Create`, `Spawn`, `Join`, `Fence`, `Yield`, `End`) are no steps of their own: they happen as soon as they can, which
/// changes nothing for anybody else. (A schedule that names them all the same is understood.)
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Taken {
    pub thread: ThreadId,
    pub way: Way,
}

/// In which way a step goes, where there are several. Earlier steps are named by their position in the schedule, from 0; `None` is the
/// initial value of a location.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Way {
    /// There is one way. Under `sc` that holds for every load, store and update: it meets the last store.
    Only,
    /// `Choose`, or a choice of [`crate::sync`]: its number.
    Number(u32),
    /// A load reads that store.
    Reads(Option<usize>),
    /// A store comes right after that one in modification order.
    After(Option<usize>),
    /// An update finds that store's value; `fails`: a compare-exchange that writes nothing.
    Updates { from: Option<usize>, fails: bool },
}
