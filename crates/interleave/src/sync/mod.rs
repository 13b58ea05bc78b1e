//! What each synchronization object does: a state, the operations on it, and which of them may happen now.
//!
//! An operation is one step. A call that waits in the middle is several: `Condvar::wait` queues up and lets go of its mutex
//! in one step, is woken in another, and takes the mutex again in a third. So the protocol of each object says which
//! requests a thread makes one after the other; it is written down in the object's module.
//!
//! Three questions, asked in this order:
//!
//! 1. [`State::choices`]: in how many ways can this operation go now? None means that the thread is blocked.
//! 2. [`State::blocked`]: then, on what, and who could help? [`State::says`]: else, what is each way, in words?
//! 3. [`State::perform`]: take one of the ways.
//!
//! Each object is *linearizable*: its operations come one after the other, and each sees the effects of all before it. So a
//! `try_lock` fails only while somebody holds the lock. (C++ lets `try_lock` fail for no reason at all; Rust's documentation
//! does not say.)
//!
//! An operation *happens after* some earlier operations of the same object, and those are what Rust's documentation promises,
//! or, where it is silent, what the standard library's source does; each module says which. They are
//! named by stamps: a search that needs to know stamps each operation; one that does not gives `None`, and keeps nothing.

pub mod barrier;
pub mod channel;
pub mod condvar;
pub mod mutex;
pub mod once;
pub mod park;
pub mod rwlock;

use std::fmt::Debug;
use std::hash::Hash;
use std::rc::Rc;

use crate::request::{Object, TOKEN, ThreadId, Value};

pub use barrier::Barrier;
pub use channel::Channel;
pub use condvar::Condvar;
pub use mutex::Mutex;
pub use once::Once;
pub use park::Token;
pub use rwlock::RwLock;

/// The name of an operation, given by a search that wants to know what happened before what: its thread, and a number. One that does not
/// names none, and then two states that differ in nothing else are equal.
pub type Stamp = (ThreadId, u32);

/// A set of earlier operations of an object.
#[derive(Clone, PartialEq, Eq, Hash, Default, Debug)]
pub struct Past(Vec<Stamp>);

impl Past {
    /// No operation.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds an operation, if it has a name.
    pub fn add(&mut self, stamp: Option<Stamp>) {
        self.0.extend(stamp.filter(|stamp| !self.0.contains(stamp)));
    }

    /// Adds the operations of another set.
    pub fn join(&mut self, other: &Self) {
        for &stamp in &other.0 {
            self.add(Some(stamp))
        }
    }

    /// This operation alone.
    #[must_use]
    pub fn of(stamp: Option<Stamp>) -> Self {
        let mut past = Self::new();
        past.add(stamp);
        past
    }

    /// The operations, each once. Always none if they have no names.
    #[must_use]
    pub fn stamps(&self) -> &[Stamp] {
        &self.0
    }
}

/// What the documentation leaves open and a reader may switch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rules {
    /// `Condvar::wait` and `park` may return although nobody asked for it. Rust allows that; off unless asked for.
    pub spurious: bool,
    /// A writer that waits for an `RwLock` may hold up readers that come later ("might or might not block concurrent
    /// calls to `read`", says `RwLock`'s documentation). On, unless switched off.
    pub queueing: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { spurious: false, queueing: true }
    }
}

/// The state of a synchronization object.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum State {
    Mutex(Mutex),
    RwLock(RwLock),
    Condvar(Condvar),
    Barrier(Barrier),
    Channel(Channel),
    Once(Once),
    Token(Token),
    /// Standard output, and what has been printed so far.
    Stdout(Rc<str>),
}

/// An operation on a synchronization object.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    Mutex(mutex::Op),
    RwLock(rwlock::Op),
    Condvar(condvar::Op),
    Barrier(barrier::Op),
    Channel(channel::Op),
    Once(once::Op),
    Park(park::Op),
    /// Appends to [`STDOUT`]. Answered with [`Reply::Done`].
    Print(Rc<str>),
}

/// What an operation answers.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Reply {
    /// Nothing to tell.
    Done,
    /// The thread is in the queue now. It asks again, with [`Op::again`].
    Waiting,
    /// The lock is held now; the data that it protects, which a later unlock gives back.
    Locked { data: Value, poisoned: bool },
    /// `try_lock`, `try_read`, `try_write`: held by another. `try_recv`: no message. `try_send`: no room;
    /// the message comes back in [`Reply::Refused`].
    WouldBlock,
    /// A time-out struck.
    TimedOut,
    /// Out of a condition variable's queue.
    Woken(condvar::Woken),
    /// How many threads a notification woke (`parking_lot` tells).
    Notified(u32),
    /// Past the barrier, and whether as the leader.
    Passed { leader: bool },
    /// The message is with the channel. [`channel::Op::Taken`] comes next on a rendezvous channel.
    Sent,
    /// No room; here is the message.
    Refused(Value),
    /// `send`: no receiver is left; here is the message. `recv`: no sender is left, and no message.
    Disconnected(Option<Value>),
    /// A message.
    Received(Value),
    /// The messages that nobody will receive, for the thread to drop.
    Leftover(Rc<[Value]>),
    /// This thread is to run the initialization, and to say so when it has: [`once::Op::Finish`] or [`once::Op::Fail`].
    Initialize,
    /// It is initialized, to this.
    Initialized(Value),
    /// It is not initialized.
    Empty,
    /// An initialization panicked.
    Poisoned,
    /// Whether a lock is poisoned.
    Flag(bool),
    /// Left `park`: because of a token, or spuriously or by a time-out.
    Unparked { token: bool },
}

/// What has come of an operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Effect {
    pub reply: Reply,
    /// The earlier operations of the same object that happen before this one.
    pub after: Past,
}

impl Effect {
    pub(crate) fn new(reply: Reply, after: Past) -> Self {
        Self { reply, after }
    }
    pub(crate) fn alone(reply: Reply) -> Self {
        Self::new(reply, Past::new())
    }
}

/// Why a thread cannot go on, and who could change that.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Blocked {
    pub on: Wanted,
    /// The threads, if known, one of which must act: who holds the lock, who runs the initialization. A thread that waits for
    /// itself is among them. Empty where anybody might come to help: a notification, a message.
    pub by: Vec<ThreadId>,
}

/// What a blocked thread waits for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Wanted {
    /// The mutex, or the right to write.
    Lock,
    /// The right to read.
    ReadLock,
    /// `notify_one` or `notify_all`.
    Notification,
    /// So many more threads at the barrier.
    Arrivals(u32),
    /// A message, or the end of all senders.
    Message,
    /// Room in a full channel.
    Room,
    /// Somebody to take the message that it offers.
    Receiver,
    /// The end of an initialization that another thread runs.
    Initialization,
    /// Somebody to initialize it.
    Initializer,
    /// `unpark`.
    Unpark,
    /// The end of another thread.
    End,
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Lock => f.write_str("the lock"),
            Self::ReadLock => f.write_str("the right to read"),
            Self::Notification => f.write_str("a notification"),
            Self::Arrivals(1) => f.write_str("one more thread at the barrier"),
            Self::Arrivals(n) => write!(f, "{n} more threads at the barrier"),
            Self::Message => f.write_str("a message"),
            Self::Room => f.write_str("room in the channel"),
            Self::Receiver => f.write_str("a receiver that takes its message"),
            Self::Initialization => f.write_str("the end of an initialization"),
            Self::Initializer => f.write_str("somebody to initialize it"),
            Self::Unpark => f.write_str("an unpark"),
            Self::End => f.write_str("the end of a thread"),
        }
    }
}

/// Standard output: there before main, and nobody creates it.
pub const STDOUT: Object = Object { owner: crate::request::STATICS, index: TOKEN };

/// The object behind `park` and `unpark` of a thread: there when the thread is, and nobody creates it.
#[must_use]
pub const fn token(thread: ThreadId) -> Object {
    Object { owner: thread, index: TOKEN }
}

/// The first state of an object that nobody creates: [`STDOUT`] or a [`token`].
#[must_use]
pub fn implicit(object: Object) -> Option<State> {
    if object == STDOUT {
        return Some(State::Stdout("".into()));
    }
    (object.index == TOKEN).then(|| State::Token(Token::new()))
}

impl Op {
    /// The mutex that this operation unlocks in the same step: `Condvar::wait` touches two objects.
    #[must_use]
    pub fn partner(&self) -> Option<Object> {
        match self {
            Self::Condvar(condvar::Op::Wait { mutex, .. }) => Some(*mutex),
            _ => None,
        }
    }

    /// For an operation that a guard or a handle does when it is dropped: what that is, in words.
    #[must_use]
    pub fn when_dropped(&self) -> Option<&'static str> {
        Some(match self {
            Self::Mutex(mutex::Op::Unlock { .. }) | Self::RwLock(rwlock::Op::EndRead | rwlock::Op::EndWrite { .. }) => {
                "unlocks"
            }
            Self::Channel(channel::Op::DropSender) => "drops a sender of",
            Self::Channel(channel::Op::DropReceiver) => "drops the receiver of",
            _ => return None,
        })
    }

    /// What to ask after [`Reply::Waiting`].
    ///
    /// # Panics
    /// If this operation is never answered so.
    #[must_use]
    pub fn again(&self) -> Self {
        match self {
            Self::RwLock(op) => Self::RwLock(op.again()),
            Self::Channel(op) => Self::Channel(op.again()),
            other => panic!("{other:?} never waits in a queue"),
        }
    }
}

impl State {
    /// What Rust calls such an object.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Mutex(_) => "Mutex",
            Self::RwLock(_) => "RwLock",
            Self::Condvar(_) => "Condvar",
            Self::Barrier(_) => "Barrier",
            Self::Channel(_) => "channel",
            Self::Once(_) => "Once",
            Self::Token(_) => "thread",
            Self::Stdout(_) => "standard output",
        }
    }
}

/// The operation does not fit the object: a bug in whoever asked.
#[track_caller]
fn mismatch(state: &dyn Debug, op: &Op) -> ! {
    panic!("{op:?} on {state:?}")
}

impl State {
    /// In how many ways the operation can go now; 0 if the thread is blocked.
    ///
    /// # Panics
    /// Here and in the other methods: if the operation is none of this object's.
    #[must_use]
    pub fn choices(&self, thread: ThreadId, op: &Op, rules: Rules) -> u32 {
        match (self, op) {
            (Self::Mutex(it), Op::Mutex(op)) => it.choices(op),
            (Self::RwLock(it), Op::RwLock(op)) => it.choices(thread, op, rules),
            (Self::Condvar(it), Op::Condvar(op)) => it.choices(thread, op, rules),
            (Self::Barrier(it), Op::Barrier(op)) => it.choices(thread, op),
            (Self::Channel(it), Op::Channel(op)) => it.choices(thread, op),
            (Self::Once(it), Op::Once(op)) => it.choices(op),
            (Self::Token(it), Op::Park(op)) => it.choices(op, rules),
            (Self::Stdout(_), Op::Print(_)) => 1,
            (state, op) => mismatch(state, op),
        }
    }

    /// Why the operation cannot go now. Meaningful only where [`choices`](Self::choices) is 0.
    #[must_use]
    pub fn blocked(&self, thread: ThreadId, op: &Op) -> Blocked {
        match (self, op) {
            (Self::Mutex(it), Op::Mutex(_)) => it.blocked(),
            (Self::RwLock(it), Op::RwLock(op)) => it.blocked(thread, op),
            (Self::Condvar(_), Op::Condvar(_)) => Blocked { on: Wanted::Notification, by: vec![] },
            (Self::Barrier(it), Op::Barrier(_)) => it.blocked(),
            (Self::Channel(it), Op::Channel(op)) => it.blocked(op),
            (Self::Once(it), Op::Once(_)) => it.blocked(),
            (Self::Token(_), Op::Park(_)) => Blocked { on: Wanted::Unpark, by: vec![] },
            (state, op) => mismatch(state, op),
        }
    }

    /// What happens if the operation goes in the way `choice`, where the source does not say: whom a notification
    /// wakes, who is the leader. `name` names a thread.
    #[must_use]
    pub fn says(&self, thread: ThreadId, op: &Op, choice: u32, name: &dyn Fn(ThreadId) -> String) -> Option<String> {
        match (self, op) {
            (Self::Mutex(it), Op::Mutex(op)) => it.says(op, name),
            (Self::RwLock(it), Op::RwLock(op)) => it.says(thread, op, choice, name),
            (Self::Condvar(it), Op::Condvar(op)) => it.says(thread, op, choice, name),
            (Self::Barrier(it), Op::Barrier(op)) => it.says(thread, op, choice, name),
            (Self::Channel(it), Op::Channel(op)) => it.says(op, choice),
            (Self::Once(it), Op::Once(op)) => it.says(op),
            (Self::Token(it), Op::Park(op)) => it.says(op),
            _ => None,
        }
    }

    /// Performs the operation in the way `choice`, below [`choices`](Self::choices), as the operation `me`. `partner` is the
    /// state of [`Op::partner`]'s object.
    ///
    /// # Panics
    /// If there is no such choice, or the partner is missing.
    pub fn perform(
        &mut self,
        partner: Option<&mut Self>,
        thread: ThreadId,
        op: &Op,
        choice: u32,
        me: Option<Stamp>,
    ) -> Effect {
        match (self, op) {
            (Self::Mutex(it), Op::Mutex(op)) => it.perform(thread, op, me),
            (Self::RwLock(it), Op::RwLock(op)) => it.perform(thread, op, choice, me),
            (Self::Condvar(it), Op::Condvar(op)) => {
                if let condvar::Op::Wait { data, .. } = op {
                    let Some(Self::Mutex(mutex)) = partner else { panic!("{op:?} without its mutex") };
                    mutex.perform(thread, &mutex::Op::Unlock { data: data.clone(), poison: false }, me);
                }
                it.perform(thread, op, choice)
            }
            (Self::Barrier(it), Op::Barrier(op)) => it.perform(thread, op, choice, me),
            (Self::Channel(it), Op::Channel(op)) => it.perform(thread, op, choice, me),
            (Self::Once(it), Op::Once(op)) => it.perform(thread, op, me),
            (Self::Token(it), Op::Park(op)) => it.perform(op, me),
            (Self::Stdout(text), Op::Print(more)) => {
                *text = format!("{text}{more}").into();
                Effect::alone(Reply::Done)
            }
            (state, op) => mismatch(state, op),
        }
    }
}
