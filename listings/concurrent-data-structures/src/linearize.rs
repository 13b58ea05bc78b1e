//! Linearizability, judged from a recorded history.

use std::collections::{HashSet, VecDeque};
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

// ANCHOR: spec
/// What an object does when one thread uses it alone.
pub trait Spec: Clone + Eq + Hash {
    /// An operation and its arguments.
    type Call;
    /// What it returns.
    type Return: PartialEq;

    /// Does it.
    fn apply(&mut self, call: &Self::Call) -> Self::Return;
}

/// One operation, as it was seen from outside.
#[derive(Clone, Debug)]
pub struct Event<C, R> {
    /// The operation.
    pub call: C,
    /// What it returned.
    pub returned: R,
    /// When it was called.
    pub from: u64,
    /// When it had returned.
    pub to: u64,
}
// ANCHOR_END: spec

/// A clock for a history.
#[derive(Default)]
pub struct Clock(AtomicU64);

impl Clock {
    /// Does something, and says when it began and ended. What began later has the greater time.
    pub fn time<C, R>(&self, call: C, act: impl FnOnce(&C) -> R) -> Event<C, R> {
        let from = self.0.fetch_add(1, SeqCst);
        let returned = act(&call);
        let to = self.0.fetch_add(1, SeqCst);
        Event {
            call,
            returned,
            from,
            to,
        }
    }
}

/// An order in which the operations could have happened one after the other, each at a moment between its call and its
/// return, and each with the result that it had; or `None`: the history is not linearizable.
///
/// # Panics
/// With more than 64 operations.
pub fn linearization<S: Spec>(
    start: S,
    history: &[Event<S::Call, S::Return>],
) -> Option<Vec<usize>> {
    sequence(start, history, |one, other| {
        history[one].to < history[other].from
    })
}

/// The same with an order of one's own: which operation, by its index, has to come before which.
///
/// # Panics
/// As `linearization`.
pub fn sequence<S: Spec>(
    start: S,
    history: &[Event<S::Call, S::Return>],
    before: impl Fn(usize, usize) -> bool,
) -> Option<Vec<usize>> {
    assert!(history.len() <= 64, "a history has 64 operations at most");
    let mut search = Search {
        history,
        before,
        dead_ends: HashSet::new(),
        order: Vec::new(),
    };
    search.complete(start, 0).then_some(search.order)
}

struct Search<'a, S: Spec, B> {
    history: &'a [Event<S::Call, S::Return>],
    before: B,
    /// Sets of operations that are done, and the state they led to, from which there was no way on.
    dead_ends: HashSet<(u64, S)>,
    /// What is done, in its order.
    order: Vec<usize>,
}

impl<S: Spec, B: Fn(usize, usize) -> bool> Search<'_, S, B> {
    // ANCHOR: search
    /// Whether everything that is not yet done can follow, in some order, from this state.
    fn complete(&mut self, state: S, done: u64) -> bool {
        let open: Vec<usize> = (0..self.history.len())
            .filter(|at| done & 1 << at == 0)
            .collect();
        if open.is_empty() {
            return true;
        }
        if self.dead_ends.contains(&(done, state.clone())) {
            return false;
        }
        for &next in &open {
            if open.iter().any(|&other| (self.before)(other, next)) {
                continue; // something else has to come first
            }
            let mut state = state.clone();
            if state.apply(&self.history[next].call) == self.history[next].returned {
                self.order.push(next);
                if self.complete(state, done | 1 << next) {
                    return true;
                }
                self.order.pop();
            }
        }
        self.dead_ends.insert((done, state));
        false
    }
    // ANCHOR_END: search
}

/// A queue without a bound, or a stack, of numbers: what the book's histories are about.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct Numbers<const LAST_FIRST: bool>(VecDeque<u32>);

/// The oldest comes out first.
pub type Fifo = Numbers<false>;
/// The newest comes out first.
pub type Lifo = Numbers<true>;

/// What is done with a queue or a stack.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Call {
    /// Puts a number in.
    Push(u32),
    /// Takes one out.
    Pop,
}

impl<const LAST_FIRST: bool> Spec for Numbers<LAST_FIRST> {
    type Call = Call;
    /// What was popped.
    type Return = Option<u32>;

    fn apply(&mut self, call: &Call) -> Option<u32> {
        match *call {
            Call::Push(number) => {
                self.0.push_back(number);
                None
            }
            Call::Pop if LAST_FIRST => self.0.pop_back(),
            Call::Pop => self.0.pop_front(),
        }
    }
}
