//! `park` and `unpark`: a token per thread.
//!
//! Protocol: `thread::park` asks [`Op::Park`] of [its own token](super::token), `Thread::unpark` asks [`Op::Unpark`] of that thread's.
//!
//! Happens-before: "calls to unpark synchronize-with calls to park […] all prior unpark operations synchronize-with park";
//! those before an earlier park come through program order. A spurious return, or a time-out, orders nothing.

use super::{Effect, Past, Reply, Rules, Stamp};

/// The token of a thread.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Token {
    available: bool,
    /// The unparks since the last park.
    unparks: Past,
}

/// An operation on a token.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// Blocks until the token is there, and takes it; with `timeout` it may return without. "It may also return
    /// spuriously, without consuming the token." Answered with [`Reply::Unparked`].
    Park { timeout: bool },
    /// Makes the token available; twice is once. Answered with [`Reply::Done`].
    Unpark,
}

impl Token {
    /// "Initially not present".
    #[must_use]
    pub const fn new() -> Self {
        Self { available: false, unparks: Past::new() }
    }

    /// Whether a park would return at once.
    #[must_use]
    pub const fn is_available(&self) -> bool {
        self.available
    }

    pub(super) fn choices(&self, op: &Op, rules: Rules) -> u32 {
        match op {
            Op::Park { timeout } => u32::from(self.available || *timeout || rules.spurious),
            Op::Unpark => 1,
        }
    }

    pub(super) fn says(&self, op: &Op) -> Option<String> {
        Some(
            match op {
                Op::Park { .. } if self.available => "takes the token",
                Op::Park { timeout: true } => "times out",
                Op::Park { timeout: false } => "returns spuriously",
                Op::Unpark if self.available => "the token is there already",
                Op::Unpark => return None,
            }
            .into(),
        )
    }

    pub(super) fn perform(&mut self, op: &Op, me: Option<Stamp>) -> Effect {
        match op {
            Op::Park { .. } => {
                let token = std::mem::take(&mut self.available);
                let after = if token { std::mem::take(&mut self.unparks) } else { Past::new() };
                Effect::new(Reply::Unparked { token }, after)
            }
            Op::Unpark => {
                self.available = true;
                self.unparks.add(me);
                Effect::alone(Reply::Done)
            }
        }
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}
