//! The border between a thread and the world.
//!
//! [`machine`](crate::machine) computes what one thread does on its own: it runs until the thread needs the shared
//! world, and then states a [`Request`]. [`search`](crate::search) owns the world. It decides which thread goes next and,
//! where a memory model leaves a choice, which store a load reads; it gives the thread an [`Answer`], and the thread runs on.
//! Neither side knows more of the other than this file says.

use std::hash::Hash;

pub use crate::value::Value;

/// A thread, numbered in the order of a canonical naming: main is 0, and a thread keeps its number in every execution
/// (the search interns the path "n-th child of thread p").
pub type ThreadId = u32;

/// A shared object: an atomic, a cell that threads share, a mutex, a channel, …. Its number is the same in every execution:
/// statics count from 0 under the thread number [`STATICS`]; what thread `t` creates counts from 0 under `t`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Object {
    /// The creating thread, or [`STATICS`].
    pub owner: ThreadId,
    /// The how-manieth object of its owner.
    pub index: u32,
}

/// The owner of objects that exist before main starts.
pub const STATICS: ThreadId = ThreadId::MAX;

/// Objects from this index on are not the program's: each thread has some for purposes of its own.
pub const FIRST_HIDDEN: u32 = FAREWELL;
/// What a thread of a scope leaves behind when it panics.
pub const FAREWELL: u32 = u32::MAX - 2;
/// A location that says whether the thread has ended.
pub const FINISHED: u32 = u32::MAX - 1;
/// What `park` and `unpark` share; of [`STATICS`], standard output.
pub const TOKEN: u32 = u32::MAX;

/// Access mode of a memory event, in ascending strength where comparable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Mode {
    /// Not atomic: racing with it is undefined behaviour.
    NonAtomic,
    Relaxed,
    Acquire,
    Release,
    AcqRel,
    SeqCst,
}

/// What a read-modify-write does to the value that it finds.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Update {
    Swap(Value),
    /// `fetch_add` and its kin: wraps around, in the width of the operand.
    Fetch(Fetch, Value),
    /// Writes `new` if `expected` is found, else is a read with mode `failure`. A weak one may fail all the same.
    CompareExchange {
        expected: Value,
        new: Value,
        failure: Mode,
        weak: bool,
    },
}

/// The arithmetic of `fetch_*`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fetch {
    Add,
    Sub,
    And,
    Or,
    Xor,
    Nand,
    Max,
    Min,
}

/// What a thread wants of the world before it can go on.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Request {
    /// A new object comes into being with this initial state. Never blocks, is no choice, and is seen by no one
    /// before the creator hands the object over.
    Create { object: Object, init: Init },
    /// Answered with [`Answer::Value`].
    Load { object: Object, mode: Mode },
    /// Answered with [`Answer::Done`].
    Store { object: Object, mode: Mode, value: Value },
    /// Answered with [`Answer::Updated`].
    Update { object: Object, mode: Mode, update: Update },
    /// Answered with [`Answer::Done`].
    Fence { mode: Mode },
    /// An operation on a synchronization object ([`crate::sync`] defines each); may block.
    Sync { object: Object, op: crate::sync::Op },
    /// `child` is the n-th thread (from 0) that this thread starts. Answered with [`Answer::Thread`].
    Spawn { child: u32, entry: Value },
    /// Blocks until that thread has ended. Answered with [`Answer::Joined`].
    Join { thread: ThreadId },
    /// `JoinHandle::is_finished`. Answered with a boolean value.
    IsFinished { thread: ThreadId },
    /// A choice that no thread makes: a random number, a time-out that may or may not strike. Answered with `0..options`.
    Choose { options: u32, what: &'static str },
    /// `print!` and `println!`: appends to standard output in one step.
    Print { text: std::rc::Rc<str> },
    /// `yield_now`, `sleep`, `spin_loop`: lets others run, changes nothing.
    Yield,
    /// The thread is over.
    End(End),
}

/// The initial state of an object.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Init {
    /// An atomic or a shared cell: a memory location.
    Memory(Value),
    /// Anything in [`crate::sync`].
    Sync(crate::sync::State),
}

/// How a thread ended.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum End {
    Returned(Value),
    Panicked(std::rc::Rc<str>),
}

/// The world's answer to a [`Request`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Answer {
    Done,
    Value(Value),
    /// The value found, and whether the update wrote.
    Updated {
        found: Value,
        wrote: bool,
    },
    Thread(ThreadId),
    Joined(End),
    Choice(u32),
    /// To a [`Request::Sync`]: see [`crate::sync`] for which operation gets which.
    Synced(crate::sync::Reply),
}

/// Where a request stands in the source: every step of the page lights up its span.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, serde::Serialize)]
pub struct Span {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// One thread's own computation: always stopped at a request. Cheap to clone (the search keeps one per event).
pub trait Thread: Clone + Eq + Hash {
    /// What the thread wants next.
    fn request(&self) -> &Request;
    /// Gives the answer and runs to the next request. An answer of the wrong kind is a bug of the caller: panics.
    ///
    /// # Errors
    /// A thread that runs longer than `fuel` local steps without a request is given up.
    fn answer(&mut self, answer: Answer, fuel: &mut u64) -> Result<(), OutOfFuel>;
    /// Where the current request stands in the source.
    fn span(&self) -> Span;
    /// Whether the thread, waiting in a loop that only reads, is at the same place with the same locals as at an earlier
    /// request of the same loop can be decided by comparing two states: states that compare equal behave alike.
    fn same_state(&self, other: &Self) -> bool {
        self == other
    }
}

/// A thread ran too long without touching the shared world.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutOfFuel;

/// A program, ready to be searched.
pub trait Program {
    type Thread: Thread;
    /// Objects that exist before main starts, in order; object `i` is `Object { owner: STATICS, index: i }`.
    fn statics(&self) -> &[Init];
    /// A thread that is about to run `main`.
    ///
    /// # Errors
    /// See [`Thread::answer`].
    fn main(&self, fuel: &mut u64) -> Result<Self::Thread, OutOfFuel>;
    /// A thread that is about to run what `entry` (from [`Request::Spawn`]) says, as thread `id`.
    ///
    /// # Errors
    /// See [`Thread::answer`].
    fn spawn(&self, id: ThreadId, entry: &Value, fuel: &mut u64) -> Result<Self::Thread, OutOfFuel>;
    /// What to call an object in an answer: `COUNTER`, `queue`, `slots[1]`.
    fn object_name(&self, object: Object) -> String;
    /// The source text of a span, for traces: `X.store(1, Relaxed)`.
    fn source(&self, span: Span) -> &str;
}
