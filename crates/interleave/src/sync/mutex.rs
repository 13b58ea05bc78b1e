//! [`std::sync::Mutex`] and `parking_lot::Mutex`: one holder at a time, who has the data meanwhile.
//!
//! Protocol: `lock` asks [`Op::Lock`]; the guard's drop asks [`Op::Unlock`]. A guard that is forgotten never asks.
//!
//! Happens-before: an unlock happens before every later lock. (The documentation takes it for granted; the lock of
//! `library/std/src/sys/sync/mutex/futex.rs` is an acquire, the unlock a release.) A `try_lock` that fails orders nothing.
//!
//! A holder that locks again: "the exact behavior […] is left unspecified. However, this function will not return on the
//! second call (it might panic or deadlock)". Here it is blocked by itself.

use super::{Blocked, Effect, Past, Reply, Stamp, ThreadId, Value, Wanted};

/// A mutex.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Mutex {
    owner: Option<ThreadId>,
    /// Away while the mutex is held.
    data: Option<Value>,
    poisoned: bool,
    /// The last unlock.
    released: Past,
}

/// An operation on a mutex.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// Blocks while held. Answered with [`Reply::Locked`].
    Lock,
    /// Answered with [`Reply::Locked`] or [`Reply::WouldBlock`].
    TryLock,
    /// Gives the data back. `poison`: the thread has begun to panic since it locked. Answered with [`Reply::Done`].
    Unlock { data: Value, poison: bool },
    /// `is_poisoned`: [`Reply::Flag`].
    IsPoisoned,
    /// `clear_poison`: [`Reply::Done`].
    ClearPoison,
}

impl Mutex {
    /// A mutex that nobody holds.
    #[must_use]
    pub const fn new(data: Value) -> Self {
        Self { owner: None, data: Some(data), poisoned: false, released: Past::new() }
    }

    /// Who holds it.
    #[must_use]
    pub const fn owner(&self) -> Option<ThreadId> {
        self.owner
    }

    /// The data, while nobody holds it.
    #[must_use]
    pub const fn data(&self) -> Option<&Value> {
        self.data.as_ref()
    }

    /// Whether a holder has panicked.
    #[must_use]
    pub const fn is_poisoned(&self) -> bool {
        self.poisoned
    }

    pub(super) fn choices(&self, op: &Op) -> u32 {
        u32::from(self.owner.is_none() || *op != Op::Lock)
    }

    pub(super) fn blocked(&self) -> Blocked {
        Blocked { on: Wanted::Lock, by: self.owner.into_iter().collect() }
    }

    pub(super) fn says(&self, op: &Op, name: &dyn Fn(ThreadId) -> String) -> Option<String> {
        let owner = self.owner.filter(|_| *op == Op::TryLock)?;
        Some(format!("{} holds it", name(owner)))
    }

    pub(super) fn perform(&mut self, thread: ThreadId, op: &Op, me: Option<Stamp>) -> Effect {
        match op {
            Op::Lock | Op::TryLock => {
                let Some(data) = self.data.take() else {
                    assert!(*op == Op::TryLock, "a mutex is held and locked");
                    return Effect::alone(Reply::WouldBlock);
                };
                self.owner = Some(thread);
                Effect::new(Reply::Locked { data, poisoned: self.poisoned }, self.released.clone())
            }
            Op::Unlock { data, poison } => {
                assert_eq!(self.owner, Some(thread), "a mutex is unlocked by a thread that does not hold it");
                self.owner = None;
                self.data = Some(data.clone());
                self.poisoned |= poison;
                self.released = Past::of(me);
                Effect::alone(Reply::Done)
            }
            Op::IsPoisoned => Effect::alone(Reply::Flag(self.poisoned)),
            Op::ClearPoison => {
                self.poisoned = false;
                Effect::alone(Reply::Done)
            }
        }
    }
}
