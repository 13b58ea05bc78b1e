//! [`std::sync::RwLock`] and `parking_lot::RwLock`: many readers, or one writer who has the data meanwhile.
//!
//! Protocol: `read` asks [`Op::Read`] and its guard's drop [`Op::EndRead`]; `write` asks [`Op::Write`] and its guard's drop
//! [`Op::EndWrite`]. A thread that is answered [`Reply::Waiting`] stands in the queue and asks [again](super::Op::again).
//!
//! Who goes first is open: "a writer which is waiting to acquire the lock in `write` might or might not block concurrent calls
//! to `read`". So a writer that finds the lock taken queues up, and while one stands there a reader may pass it, or may queue
//! up behind it ([`Rules::queueing`]). That is how a thread that reads twice can deadlock, as the documentation shows. Among
//! those who wait, anyone may win.
//!
//! Happens-before: the end of a write happens before every later lock, the end of a read before every later write; two readers
//! order nothing (`library/std/src/sys/sync/rwlock/futex.rs`: locks acquire, unlocks release).

use super::{Blocked, Effect, Past, Reply, Rules, Stamp, ThreadId, Value, Wanted};

/// A readers-writer lock.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct RwLock {
    /// Who reads, in ascending order; twice, if a thread holds two guards.
    readers: Vec<ThreadId>,
    writer: Option<ThreadId>,
    /// The writers that stand in the queue, in ascending order.
    queue: Vec<ThreadId>,
    /// Away while a writer holds it.
    data: Option<Value>,
    poisoned: bool,
    /// The end of the last write.
    written: Past,
    /// The ends of the reads since.
    read: Past,
}

/// An operation on a readers-writer lock.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// Answered with [`Reply::Locked`], a copy of the data in it, or [`Reply::Waiting`].
    Read,
    /// Asks again from the queue. Answered with [`Reply::Locked`].
    ReadQueued,
    /// Answered with [`Reply::Locked`] or [`Reply::WouldBlock`].
    TryRead,
    /// Answered with [`Reply::Done`].
    EndRead,
    /// Answered with [`Reply::Locked`] or [`Reply::Waiting`].
    Write,
    /// Asks again from the queue. Answered with [`Reply::Locked`].
    WriteQueued,
    /// Answered with [`Reply::Locked`] or [`Reply::WouldBlock`].
    TryWrite,
    /// Gives the data back. `poison`: the thread has begun to panic since it locked. Answered with [`Reply::Done`].
    EndWrite { data: Value, poison: bool },
    /// Turns a write into a read in one step. Answered with [`Reply::Done`].
    Downgrade { data: Value },
    /// `is_poisoned`: [`Reply::Flag`].
    IsPoisoned,
    /// `clear_poison`: [`Reply::Done`].
    ClearPoison,
}

impl Op {
    pub(super) fn again(&self) -> Self {
        match self {
            Self::Read => Self::ReadQueued,
            Self::Write => Self::WriteQueued,
            other => panic!("{other:?} never waits in a queue"),
        }
    }
}

fn insert(list: &mut Vec<ThreadId>, thread: ThreadId) {
    list.insert(list.partition_point(|&other| other < thread), thread);
}

/// Removes one entry.
fn remove(list: &mut Vec<ThreadId>, thread: ThreadId) -> bool {
    let place = list.iter().position(|&other| other == thread);
    place.map(|place| list.remove(place)).is_some()
}

impl RwLock {
    /// A lock that nobody holds.
    #[must_use]
    pub const fn new(data: Value) -> Self {
        Self {
            readers: Vec::new(),
            writer: None,
            queue: Vec::new(),
            data: Some(data),
            poisoned: false,
            written: Past::new(),
            read: Past::new(),
        }
    }

    /// Who reads.
    #[must_use]
    pub fn readers(&self) -> &[ThreadId] {
        &self.readers
    }

    /// Who writes.
    #[must_use]
    pub const fn writer(&self) -> Option<ThreadId> {
        self.writer
    }

    /// The data, unless a writer has it.
    #[must_use]
    pub const fn data(&self) -> Option<&Value> {
        self.data.as_ref()
    }

    fn is_free(&self) -> bool {
        self.writer.is_none() && self.readers.is_empty()
    }

    pub(super) fn choices(&self, _thread: ThreadId, op: &Op, rules: Rules) -> u32 {
        let behind = u32::from(rules.queueing && !self.queue.is_empty());
        match op {
            Op::Read if self.writer.is_some() => 0,
            Op::TryRead if self.writer.is_some() => 1,
            Op::Read | Op::TryRead => 1 + behind,
            Op::ReadQueued => u32::from(self.writer.is_none() && self.queue.is_empty()),
            Op::Write => u32::from(self.is_free() || rules.queueing),
            Op::WriteQueued => u32::from(self.is_free()),
            _ => 1,
        }
    }

    pub(super) fn blocked(&self, thread: ThreadId, op: &Op) -> Blocked {
        let mut by: Vec<ThreadId> = self.writer.into_iter().collect();
        let on = if matches!(op, Op::Read | Op::ReadQueued) {
            if by.is_empty() {
                by.extend(self.queue.iter().filter(|&&other| other != thread))
            }
            Wanted::ReadLock
        } else {
            by.extend(&self.readers);
            by.dedup();
            Wanted::Lock
        };
        Blocked { on, by }
    }

    pub(super) fn says(
        &self,
        _thread: ThreadId,
        op: &Op,
        choice: u32,
        name: &dyn Fn(ThreadId) -> String,
    ) -> Option<String> {
        let list = |threads: &[ThreadId]| threads.iter().map(|&thread| name(thread)).collect::<Vec<_>>().join(", ");
        match op {
            Op::Read if choice == 1 => Some(format!("queues up behind {}, who waits to write", list(&self.queue))),
            Op::TryRead if choice == 1 => Some(format!("fails: {} waits to write", list(&self.queue))),
            Op::Write if !self.is_free() => Some("queues up".into()),
            Op::TryRead | Op::TryWrite if self.writer.is_some() => {
                self.writer.map(|writer| format!("{} writes", name(writer)))
            }
            Op::TryWrite if !self.readers.is_empty() => Some(format!("{} reads", list(&self.readers))),
            _ => None,
        }
    }

    fn start_read(&mut self, thread: ThreadId) -> Effect {
        let data = self.data.clone().expect("nobody writes");
        insert(&mut self.readers, thread);
        Effect::new(Reply::Locked { data, poisoned: self.poisoned }, self.written.clone())
    }

    fn start_write(&mut self, thread: ThreadId) -> Effect {
        assert!(self.is_free(), "a lock is held and taken for writing");
        let data = self.data.take().expect("nobody writes");
        self.writer = Some(thread);
        let mut after = self.written.clone();
        after.join(&self.read);
        Effect::new(Reply::Locked { data, poisoned: self.poisoned }, after)
    }

    fn end_write(&mut self, thread: ThreadId, data: &Value, me: Option<Stamp>) {
        assert_eq!(self.writer, Some(thread), "a write is ended by a thread that does not write");
        self.writer = None;
        self.data = Some(data.clone());
        self.written = Past::of(me);
        self.read = Past::new();
    }

    pub(super) fn perform(&mut self, thread: ThreadId, op: &Op, choice: u32, me: Option<Stamp>) -> Effect {
        match op {
            Op::Read if choice == 1 => Effect::alone(Reply::Waiting),
            Op::Read | Op::ReadQueued => self.start_read(thread),
            Op::TryRead if choice == 1 || self.writer.is_some() => Effect::alone(Reply::WouldBlock),
            Op::TryRead => self.start_read(thread),
            Op::EndRead => {
                assert!(remove(&mut self.readers, thread), "a read is ended by a thread that does not read");
                self.read.add(me);
                Effect::alone(Reply::Done)
            }
            Op::Write if !self.is_free() => {
                insert(&mut self.queue, thread);
                Effect::alone(Reply::Waiting)
            }
            Op::Write => self.start_write(thread),
            Op::WriteQueued => {
                remove(&mut self.queue, thread);
                self.start_write(thread)
            }
            Op::TryWrite if !self.is_free() => Effect::alone(Reply::WouldBlock),
            Op::TryWrite => self.start_write(thread),
            Op::EndWrite { data, poison } => {
                self.poisoned |= poison;
                self.end_write(thread, data, me);
                Effect::alone(Reply::Done)
            }
            Op::Downgrade { data } => {
                self.end_write(thread, data, me);
                insert(&mut self.readers, thread);
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
