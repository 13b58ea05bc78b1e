//! [`std::sync::mpsc`]: `channel` without a bound, `sync_channel` with one, which may be 0 (a *rendezvous*).
//!
//! Protocol: each method asks its operation; a clone and a drop of a handle too. A thread that is answered [`Reply::Waiting`] asks
//! [again](super::Op::again): the sender of a rendezvous, until its message is taken ("each send will not return until a recv is
//! paired with it"), and its receiver, so that `try_send`, which fails if "no receiver is waiting", can tell.
//!
//! Messages arrive "in the same order as [they were] sent". Of several senders that wait for room, anyone may win.
//!
//! Happens-before: a send happens before the receive of its message. The rest is what the source does and no documentation
//! promises: the receive that makes room happens before the send that uses it, for it is the slot's stamp that is released and
//! acquired (`library/std/src/sync/mpmc/array.rs`), and on a rendezvous before the send returns; the drop of a handle happens before
//! the other side's learning of it. A failed `try_recv` or `try_send` orders nothing.

use std::collections::VecDeque;

use super::{Blocked, Effect, Past, Reply, Stamp, ThreadId, Value, Wanted};

/// A channel.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Channel {
    bound: Option<u32>,
    queue: VecDeque<Message>,
    senders: u32,
    receiver: bool,
    /// Rendezvous: the receiver stands there and waits.
    receiving: bool,
    /// Rendezvous: whose message has been taken, in ascending order, and by which receive.
    taken: Vec<(ThreadId, Past)>,
    /// The receives that freed slots, oldest first. Slots that were never used have none, and are used first.
    freed: VecDeque<Past>,
    /// The drops of senders.
    hung_up: Past,
    /// The drop of the receiver.
    closed: Past,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Message {
    value: Value,
    /// Rendezvous: who offers it and waits.
    offered_by: Option<ThreadId>,
    sent: Past,
}

/// An operation on a channel.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// Blocks while there is no room. Answered with [`Reply::Sent`], [`Reply::Waiting`] or [`Reply::Disconnected`].
    Send(Value),
    /// Asks again: has the message been taken? Answered with [`Reply::Sent`] or [`Reply::Disconnected`].
    Taken,
    /// Answered with [`Reply::Sent`], [`Reply::Refused`] or [`Reply::Disconnected`].
    TrySend(Value),
    /// Blocks while there is no message. Answered with [`Reply::Received`], [`Reply::Waiting`] or [`Reply::Disconnected`].
    Recv,
    /// Like `Recv`, and may be answered with [`Reply::TimedOut`] too while there is no message.
    RecvTimeout,
    /// Asks again from where the receiver waits.
    RecvWaiting { timeout: bool },
    /// Answered with [`Reply::Received`], [`Reply::WouldBlock`] or [`Reply::Disconnected`].
    TryRecv,
    /// One more sender: [`Reply::Done`].
    CloneSender,
    /// One sender less: [`Reply::Done`].
    DropSender,
    /// The receiver is gone: [`Reply::Leftover`].
    DropReceiver,
}

impl Op {
    pub(super) fn again(&self) -> Self {
        match self {
            Self::Send(_) => Self::Taken,
            Self::Recv => Self::RecvWaiting { timeout: false },
            Self::RecvTimeout => Self::RecvWaiting { timeout: true },
            other => panic!("{other:?} never waits in a queue"),
        }
    }
}

impl Channel {
    /// A channel with one sender and its receiver; no bound is `channel()`.
    #[must_use]
    pub const fn new(bound: Option<u32>) -> Self {
        Self {
            bound,
            queue: VecDeque::new(),
            senders: 1,
            receiver: true,
            receiving: false,
            taken: Vec::new(),
            freed: VecDeque::new(),
            hung_up: Past::new(),
            closed: Past::new(),
        }
    }

    /// The messages that wait to be received, oldest first.
    pub fn messages(&self) -> impl Iterator<Item = &Value> {
        self.queue.iter().map(|message| &message.value)
    }

    fn is_rendezvous(&self) -> bool {
        self.bound == Some(0)
    }

    fn has_room(&self) -> bool {
        match self.bound {
            Some(0) => self.receiving && self.queue.is_empty(),
            Some(bound) => self.queue.len() < bound as usize,
            None => true,
        }
    }

    /// Whether the receiver need not wait: there is a message, or there will never be one.
    fn can_answer(&self) -> bool {
        !self.queue.is_empty() || self.senders == 0
    }

    fn offers(&self, thread: ThreadId) -> Option<usize> {
        self.queue.iter().position(|it| it.offered_by == Some(thread))
    }

    pub(super) fn choices(&self, thread: ThreadId, op: &Op) -> u32 {
        match op {
            Op::Send(_) => u32::from(!self.receiver || self.is_rendezvous() || self.has_room()),
            Op::Taken => u32::from(!self.receiver || self.offers(thread).is_none()),
            Op::Recv => u32::from(self.can_answer() || self.is_rendezvous()),
            Op::RecvTimeout if !self.can_answer() && self.is_rendezvous() => 2,
            Op::RecvWaiting { timeout } => u32::from(self.can_answer() || *timeout),
            _ => 1,
        }
    }

    pub(super) fn blocked(&self, op: &Op) -> Blocked {
        let on = match op {
            Op::Taken => Wanted::Receiver,
            Op::Send(_) => Wanted::Room,
            _ => Wanted::Message,
        };
        Blocked { on, by: vec![] }
    }

    pub(super) fn says(&self, op: &Op, choice: u32) -> Option<String> {
        Some(
            match op {
                Op::Send(_) | Op::TrySend(_) if !self.receiver => "no receiver is left",
                Op::Send(_) if self.is_rendezvous() => "offers its message and waits",
                Op::TrySend(_) if !self.has_room() => {
                    if self.is_rendezvous() {
                        "no receiver waits"
                    } else {
                        "the channel is full"
                    }
                }
                Op::Taken => {
                    if self.receiver {
                        "its message is taken"
                    } else {
                        "no receiver is left"
                    }
                }
                Op::Recv | Op::RecvTimeout | Op::RecvWaiting { .. } | Op::TryRecv if !self.queue.is_empty() => {
                    return None;
                }
                Op::Recv | Op::RecvTimeout | Op::RecvWaiting { .. } | Op::TryRecv if self.senders == 0 => {
                    "no sender is left"
                }
                Op::Recv => "waits for a message",
                Op::RecvTimeout if choice == 1 => "waits for a message",
                Op::RecvTimeout | Op::RecvWaiting { .. } => "times out",
                Op::TryRecv => "no message",
                Op::DropSender if self.senders == 1 => "the last sender",
                _ => return None,
            }
            .into(),
        )
    }

    fn send(&mut self, thread: ThreadId, op: &Op, value: &Value, me: Option<Stamp>) -> Effect {
        if !self.receiver {
            return Effect::new(Reply::Disconnected(Some(value.clone())), self.closed.clone());
        }
        let offers = self.is_rendezvous() && matches!(op, Op::Send(_));
        if !offers && !self.has_room() {
            return Effect::alone(Reply::Refused(value.clone()));
        }
        let free = self.bound.map(|bound| bound as usize - self.queue.len().min(bound as usize));
        let after =
            if free == Some(self.freed.len()) { self.freed.pop_front().unwrap_or_default() } else { Past::new() };
        self.queue.push_back(Message {
            value: value.clone(),
            offered_by: offers.then_some(thread),
            sent: Past::of(me),
        });
        Effect::new(if offers { Reply::Waiting } else { Reply::Sent }, after)
    }

    fn receive(&mut self, me: Option<Stamp>) -> Option<Effect> {
        let Some(Message { value, offered_by, sent }) = self.queue.pop_front() else {
            let end = || Effect::new(Reply::Disconnected(None), self.hung_up.clone());
            return (self.senders == 0).then(end);
        };
        self.receiving = false;
        if let Some(sender) = offered_by {
            let place = self.taken.partition_point(|&(other, _)| other < sender);
            self.taken.insert(place, (sender, Past::of(me)));
        } else if me.is_some() && self.bound.is_some_and(|bound| bound > 0) {
            self.freed.push_back(Past::of(me));
        }
        Some(Effect::new(Reply::Received(value), sent))
    }

    pub(super) fn perform(&mut self, thread: ThreadId, op: &Op, choice: u32, me: Option<Stamp>) -> Effect {
        match op {
            Op::Send(value) | Op::TrySend(value) => self.send(thread, op, value, me),
            Op::Taken => {
                if let Some(place) = self.taken.iter().position(|&(other, _)| other == thread) {
                    return Effect::new(Reply::Sent, self.taken.remove(place).1);
                }
                let offer = self.offers(thread).expect("an offer, taken or not");
                let message = self.queue.remove(offer).map(|message| message.value);
                Effect::new(Reply::Disconnected(message), self.closed.clone())
            }
            Op::Recv | Op::RecvTimeout | Op::RecvWaiting { .. } | Op::TryRecv => {
                if let Some(effect) = self.receive(me) {
                    return effect;
                }
                Effect::alone(match op {
                    Op::TryRecv => Reply::WouldBlock,
                    Op::Recv => self.wait(),
                    Op::RecvTimeout if choice == 1 => self.wait(),
                    _ => {
                        self.receiving = false;
                        Reply::TimedOut
                    }
                })
            }
            Op::CloneSender => {
                self.senders += 1;
                Effect::alone(Reply::Done)
            }
            Op::DropSender => {
                self.senders -= 1;
                self.hung_up.add(me);
                Effect::alone(Reply::Done)
            }
            Op::DropReceiver => {
                self.receiver = false;
                self.closed = Past::of(me);
                // Who offers a message still waits for it to be taken, and gets it back.
                let (offers, leftover): (VecDeque<_>, VecDeque<_>) =
                    std::mem::take(&mut self.queue).into_iter().partition(|it| it.offered_by.is_some());
                self.queue = offers;
                let mut after = Past::new();
                for message in &leftover {
                    after.join(&message.sent)
                }
                Effect::new(Reply::Leftover(leftover.into_iter().map(|message| message.value).collect()), after)
            }
        }
    }

    fn wait(&mut self) -> Reply {
        self.receiving = true;
        Reply::Waiting
    }
}
