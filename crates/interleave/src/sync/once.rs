//! [`std::sync::Once`], [`std::sync::OnceLock`] and [`std::sync::LazyLock`]: the first to come initializes, the others wait for it.
//!
//! Protocol: `call_once`, `get_or_init` and a `LazyLock`'s dereference ask [`Op::Begin`]. A thread that is answered
//! [`Reply::Initialize`] runs the closure and then asks [`Op::Finish`], or [`Op::Fail`] if the closure panicked. A panic
//! poisons a `Once` and a `LazyLock`; an `OnceLock` "is never poisoned", and remains uninitialized.
//!
//! Happens-before: the closure happens before every return that saw it done ("there is a happens-before relation between the
//! closure and code executing after the return"), and a failed one before the next attempt. A thread that initializes what
//! it is initializing is blocked by itself: an error "the exact outcome" of which "is unspecified. Current implementation deadlocks".

use super::{Blocked, Effect, Past, Reply, Stamp, ThreadId, Value, Wanted};

/// Something that is initialized once.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Once {
    phase: Phase,
    /// What brought about the present phase.
    past: Past,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Phase {
    Empty,
    Running(ThreadId),
    Done(Value),
    Poisoned,
}

/// An operation on something that is initialized once.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// Blocks while another thread initializes. Answered with [`Reply::Initialize`], [`Reply::Initialized`], or, if it is
    /// poisoned and not `force`, with [`Reply::Poisoned`].
    Begin { force: bool },
    /// The initialization gave this. Answered with [`Reply::Done`].
    Finish(Value),
    /// The initialization panicked. Answered with [`Reply::Done`].
    Fail { poison: bool },
    /// `get`, `is_completed`: [`Reply::Initialized`] or [`Reply::Empty`].
    Get,
    /// `OnceLock::set`, which blocks while another thread initializes: [`Reply::Done`] or [`Reply::Refused`].
    Set(Value),
    /// `wait` blocks until it is initialized: [`Reply::Initialized`], or, if it is poisoned and not `force`, [`Reply::Poisoned`].
    Wait { force: bool },
    /// `take`, by the only owner: [`Reply::Initialized`] or [`Reply::Empty`].
    Take,
}

impl Once {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { phase: Phase::Empty, past: Past::new() }
    }

    /// It holds this from the start: `OnceLock::from`.
    #[must_use]
    pub const fn with(value: Value) -> Self {
        Self { phase: Phase::Done(value), past: Past::new() }
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&Value> {
        match &self.phase {
            Phase::Done(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn choices(&self, op: &Op) -> u32 {
        u32::from(match (op, &self.phase) {
            (Op::Begin { .. } | Op::Set(_), Phase::Running(_)) => false,
            (Op::Wait { .. }, Phase::Done(_)) => true,
            (Op::Wait { force }, Phase::Poisoned) => !force,
            (Op::Wait { .. }, _) => false,
            _ => true,
        })
    }

    pub(super) fn blocked(&self) -> Blocked {
        match self.phase {
            Phase::Running(thread) => Blocked { on: Wanted::Initialization, by: vec![thread] },
            _ => Blocked { on: Wanted::Initializer, by: vec![] },
        }
    }

    pub(super) fn says(&self, op: &Op) -> Option<String> {
        Some(
            match (op, &self.phase) {
                (Op::Begin { force: true }, Phase::Poisoned) | (Op::Begin { .. }, Phase::Empty) => {
                    "begins to initialize"
                }
                (Op::Begin { .. } | Op::Wait { .. }, Phase::Done(_)) => "already initialized",
                (Op::Begin { .. } | Op::Wait { .. }, Phase::Poisoned) => "poisoned",
                (Op::Finish(_), _) => "initialized",
                (Op::Fail { .. }, _) => "the initialization panicked",
                (Op::Set(_), Phase::Done(_)) => "refused: already initialized",
                _ => return None,
            }
            .into(),
        )
    }

    pub(super) fn perform(&mut self, thread: ThreadId, op: &Op, me: Option<Stamp>) -> Effect {
        let after = self.past.clone();
        match (op, &self.phase) {
            (Op::Begin { force: true }, Phase::Poisoned) | (Op::Begin { .. }, Phase::Empty) => {
                self.phase = Phase::Running(thread);
                Effect::new(Reply::Initialize, after)
            }
            (Op::Begin { .. } | Op::Get | Op::Wait { .. }, Phase::Done(value)) => {
                Effect::new(Reply::Initialized(value.clone()), after)
            }
            (Op::Begin { .. } | Op::Wait { .. }, Phase::Poisoned) => Effect::new(Reply::Poisoned, after),
            (Op::Get, _) => Effect::alone(Reply::Empty),
            (Op::Finish(value), Phase::Running(_)) => {
                *self = Self { phase: Phase::Done(value.clone()), past: Past::of(me) };
                Effect::alone(Reply::Done)
            }
            (Op::Fail { poison }, Phase::Running(_)) => {
                *self = Self { phase: if *poison { Phase::Poisoned } else { Phase::Empty }, past: Past::of(me) };
                Effect::alone(Reply::Done)
            }
            (Op::Set(value), Phase::Empty) => {
                *self = Self { phase: Phase::Done(value.clone()), past: Past::of(me) };
                Effect::new(Reply::Done, after)
            }
            (Op::Set(value), Phase::Done(_)) => Effect::new(Reply::Refused(value.clone()), after),
            (Op::Take, _) => match std::mem::replace(&mut self.phase, Phase::Empty) {
                Phase::Done(value) => Effect::new(Reply::Initialized(value), after),
                other => {
                    self.phase = other;
                    Effect::alone(Reply::Empty)
                }
            },
            (op, phase) => panic!("{op:?} in {phase:?}"),
        }
    }
}

impl Default for Once {
    fn default() -> Self {
        Self::new()
    }
}
