//! A schedule as a short text that fits into a URL: one token per step, with dots between them.
//!
//! A token is the thread's number; then, if there is more than one way to go, which: `r2` reads (or updates) the store two before
//! the last, `f0` is a compare-exchange that meets the last store and fails, `w1` puts a store one before the last, `c1` is choice 1 of an
//! object or a random number. The last store is what is meant if nothing is said.

use std::fmt;

use super::world::{Move, finished};
use super::{Program, Request, Stepper, Thread, ThreadId};

/// Longest text.
const LENGTH: usize = 1 << 16;

/// A schedule that cannot be followed: at which step, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadSchedule {
    /// From 1.
    pub step: usize,
    pub reason: String,
}

impl BadSchedule {
    pub(super) fn no_choice(number: usize, offered: usize) -> Self {
        Self { step: 1, reason: format!("there is no choice {number}: {offered} are offered, from 0") }
    }

    pub(super) fn not_offered(position: usize, what: &str) -> Self {
        Self { step: position + 1, reason: format!("{what} is not offered") }
    }

    pub(super) fn forbidden(position: usize, axiom: &str) -> Self {
        Self { step: position, reason: format!("{axiom} forbids it") }
    }
}

impl fmt::Display for BadSchedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {} of the schedule: {}", self.step, self.reason)
    }
}

impl std::error::Error for BadSchedule {}

impl<P: Program> Stepper<P> {
    /// The token of a move.
    pub(super) fn token(&self, thread: ThreadId, way: Move) -> String {
        let back = |write| {
            let object = match self.world.threads[&thread].thread.request() {
                Request::Load { object, .. } | Request::Store { object, .. } | Request::Update { object, .. } => {
                    *object
                }
                Request::IsFinished { thread } => finished(*thread),
                _ => return 0,
            };
            self.world.writes(object).iter().rev().position(|&it| it == write).unwrap_or(0)
        };
        let letter =
            |letter: char, back: usize| if back == 0 { thread.to_string() } else { format!("{thread}{letter}{back}") };
        match way {
            Move::Only => thread.to_string(),
            Move::Number(number) => format!("{thread}c{number}"),
            Move::Reads(write) => letter('r', back(write)),
            Move::After(write) => letter('w', back(write)),
            Move::Updates { from, fails: false } => letter('r', back(from)),
            Move::Updates { from, fails: true } => match self.is_the_only_way(thread, from) {
                true => letter('r', back(from)),
                false => format!("{thread}f{}", back(from)),
            },
        }
    }

    /// Whether an update that meets this store can only fail.
    fn is_the_only_way(&self, thread: ThreadId, from: usize) -> bool {
        let Request::Update { update: crate::request::Update::CompareExchange { expected, .. }, .. } =
            self.world.threads[&thread].thread.request()
        else {
            return false;
        };
        self.world.execution.events[from].wrote.as_ref() != Some(expected)
    }

    /// Follows a schedule's text from the start: the steps of [`schedule`](Self::schedule), exactly.
    ///
    /// # Errors
    /// If the text is no schedule, or one of another program. The stepper then stands where it stood before.
    pub fn replay(&mut self, text: &str) -> Result<(), BadSchedule> {
        let world = std::mem::replace(&mut self.world, self.start.clone());
        let here = (world, std::mem::take(&mut self.done), std::mem::take(&mut self.undone));
        let replayed = self.replay_from_here(text);
        if replayed.is_err() {
            (self.world, self.done, self.undone) = here;
        }
        replayed
    }

    fn replay_from_here(&mut self, text: &str) -> Result<(), BadSchedule> {
        let bad = |step: usize, reason: String| Err(BadSchedule { step: step + 1, reason });
        if text.len() > LENGTH {
            return bad(0, format!("the text is longer than {LENGTH} bytes"));
        }
        for (step, token) in text.split('.').enumerate().filter(|_| !text.is_empty()) {
            let digits = token.bytes().take_while(u8::is_ascii_digit).count();
            let well_formed = digits > 0 && {
                let rest = &token.as_bytes()[digits..];
                rest.is_empty()
                    || rest.len() > 1 && b"rwfc".contains(&rest[0]) && rest[1..].iter().all(u8::is_ascii_digit)
            };
            if !well_formed {
                let shown: String = token.chars().take(20).collect();
                return bad(
                    step,
                    format!("{shown:?} is no token: a thread's number, then perhaps r, w, f or c and a number"),
                );
            }
            let offered = self.moves();
            let Some(&(thread, way)) = offered.iter().find(|&&(thread, way)| self.token(thread, way) == token) else {
                let mut tokens: Vec<_> = offered.iter().map(|&(thread, way)| self.token(thread, way)).collect();
                tokens.dedup();
                let offered = if tokens.is_empty() {
                    "the program is over".into()
                } else {
                    format!("{} would go", tokens.join(", "))
                };
                return bad(step, format!("{token} cannot go here; {offered}"));
            };
            self.go(thread, way);
        }
        Ok(())
    }
}
