//! [`std::sync::Condvar`] and `parking_lot::Condvar`: a queue of threads that wait to be told.
//!
//! Protocol: `wait(guard)` asks [`Op::Wait`], which queues the thread and unlocks the mutex in one step ("atomically unlock
//! the mutex […] and block the current thread"); then [`Op::Wake`], which blocks until the thread is told; then
//! [`mutex::Op::Lock`](super::mutex::Op::Lock) on the mutex, like any other thread. `wait_while` is a loop around that.
//!
//! `notify_one` wakes any one thread of the queue: the documentation names no order. With nobody in the queue a notification is
//! lost: calls "are not buffered in any way". Neither orders anything by itself; the mutex does.

use super::{Effect, Reply, Rules, ThreadId, Value};
use crate::request::Object;

/// What is said of a notification that found nobody.
pub const LOST: &str = "nobody waits: lost";

/// A condition variable.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Condvar {
    /// Who waits, in ascending order: the order of arrival decides nothing.
    waiting: Vec<ThreadId>,
    /// Who has been told and has not gone on yet, in ascending order.
    told: Vec<ThreadId>,
}

/// An operation on a condition variable.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// Queues up and gives the mutex its data back. Answered with [`Reply::Done`].
    Wait { mutex: Object, data: Value },
    /// Leaves the queue, when told, or with `timeout` whenever. Answered with [`Reply::Woken`].
    Wake { timeout: bool },
    /// Answered with [`Reply::Notified`].
    NotifyOne,
    /// Answered with [`Reply::Notified`].
    NotifyAll,
}

/// Why a wait is over.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Woken {
    Notified,
    /// "This function is susceptible to spurious wakeups."
    Spuriously,
    TimedOut,
}

fn insert(set: &mut Vec<ThreadId>, thread: ThreadId) {
    if let Err(place) = set.binary_search(&thread) {
        set.insert(place, thread)
    }
}

impl Condvar {
    /// Nobody waits.
    #[must_use]
    pub const fn new() -> Self {
        Self { waiting: Vec::new(), told: Vec::new() }
    }

    /// Who waits and has not been told.
    #[must_use]
    pub fn waiting(&self) -> &[ThreadId] {
        &self.waiting
    }

    /// The ways out of the queue that a waiting thread has now.
    fn ways(&self, thread: ThreadId, timeout: bool, spurious: bool) -> impl Iterator<Item = Woken> {
        let told = self.told.contains(&thread);
        [(told, Woken::Notified), (!told && timeout, Woken::TimedOut), (!told && spurious, Woken::Spuriously)]
            .into_iter()
            .filter_map(|(open, way)| open.then_some(way))
    }

    /// The way `choice`. A time-out comes first, so the number says it whatever the rules are.
    fn way(&self, thread: ThreadId, timeout: bool, choice: u32) -> Woken {
        self.ways(thread, timeout, true).nth(choice as usize).expect("a choice that was offered")
    }

    pub(super) fn choices(&self, thread: ThreadId, op: &Op, rules: Rules) -> u32 {
        match op {
            Op::Wait { .. } | Op::NotifyAll => 1,
            Op::NotifyOne => self.waiting.len().max(1) as u32,
            Op::Wake { timeout } => self.ways(thread, *timeout, rules.spurious).count() as u32,
        }
    }

    pub(super) fn says(
        &self,
        thread: ThreadId,
        op: &Op,
        choice: u32,
        name: &dyn Fn(ThreadId) -> String,
    ) -> Option<String> {
        Some(match op {
            Op::Wait { .. } => "waits, and lets go of the lock".into(),
            Op::NotifyOne | Op::NotifyAll if self.waiting.is_empty() => LOST.into(),
            Op::NotifyOne => format!("wakes {}", name(self.waiting[choice as usize])),
            Op::NotifyAll => {
                let names: Vec<_> = self.waiting.iter().map(|&thread| name(thread)).collect();
                format!("wakes {}", names.join(", "))
            }
            Op::Wake { timeout } => match self.way(thread, *timeout, choice) {
                Woken::Notified => "was notified",
                Woken::Spuriously => "wakes spuriously",
                Woken::TimedOut => "times out",
            }
            .into(),
        })
    }

    pub(super) fn perform(&mut self, thread: ThreadId, op: &Op, choice: u32) -> Effect {
        Effect::alone(match op {
            Op::Wait { .. } => {
                insert(&mut self.waiting, thread);
                Reply::Done
            }
            Op::Wake { timeout } => {
                let way = self.way(thread, *timeout, choice);
                self.waiting.retain(|&other| other != thread);
                self.told.retain(|&other| other != thread);
                Reply::Woken(way)
            }
            Op::NotifyOne if self.waiting.is_empty() => Reply::Notified(0),
            Op::NotifyOne => {
                let woken = self.waiting.remove(choice as usize);
                insert(&mut self.told, woken);
                Reply::Notified(1)
            }
            Op::NotifyAll => {
                let woken = std::mem::take(&mut self.waiting);
                for &thread in &woken {
                    insert(&mut self.told, thread)
                }
                Reply::Notified(woken.len() as u32)
            }
        })
    }
}
