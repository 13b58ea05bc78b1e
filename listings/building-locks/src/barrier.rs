//! A barrier: the round and the number of those who have arrived, in one word.

use crate::futex;
use crate::sync::{AtomicU32, Ordering::AcqRel, Ordering::Acquire, Ordering::Relaxed};

/// One round more. Below: how many have arrived in this one.
const ROUND: u32 = 1 << 16;

/// A place where threads wait until so many have arrived, round after round.
#[derive(Debug)]
pub struct Barrier {
    threads: u32,
    state: AtomicU32,
}

impl Barrier {
    /// # Panics
    ///
    /// Unless there are 1 to 65,535 threads.
    pub fn new(threads: u32) -> Self {
        assert!((1..ROUND).contains(&threads), "1 to 65,535 threads");
        Self {
            threads,
            state: AtomicU32::new(0),
        }
    }

    // ANCHOR: wait
    /// Waits until all have arrived. One of them, the last, is told so.
    pub fn wait(&self) -> bool {
        let mut state = self.state.load(Relaxed);
        loop {
            let last = state % ROUND + 1 == self.threads;
            // To count oneself and to open the next round is one step: nobody can arrive in between.
            let to = if last {
                (state - state % ROUND).wrapping_add(ROUND)
            } else {
                state + 1
            };
            // Release: whoever comes out of this round sees what we did before it (message passing; those who
            // arrive in between hand it on, as each is a read-modify-write). Acquire: the last one sees it here.
            match self.state.compare_exchange_weak(state, to, AcqRel, Relaxed) {
                Ok(_) if last => {
                    futex::wake_all(&self.state);
                    return true;
                }
                Ok(_) => break,
                Err(now) => state = now,
            }
        }
        let round = state / ROUND;
        loop {
            // Acquire pairs with the Release of the last one (message passing).
            let now = self.state.load(Acquire);
            if now / ROUND != round {
                return false;
            }
            futex::wait(&self.state, now);
        }
    }
    // ANCHOR_END: wait
}
