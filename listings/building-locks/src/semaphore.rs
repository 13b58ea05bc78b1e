//! A semaphore: permits and those who wait for them, counted in one word.

use crate::futex;
use crate::sync::{AtomicU32, Ordering::Acquire, Ordering::Relaxed, Ordering::Release};

/// One more waits. Below: how many permits there are.
const WAITER: u32 = 1 << 16;
const PERMITS: u32 = WAITER - 1;

/// A number of permits, 65,535 at most; and so many threads may wait.
#[derive(Debug)]
pub struct Semaphore {
    state: AtomicU32,
}

impl Semaphore {
    /// # Panics
    ///
    /// With more than 65,535 permits.
    pub fn new(permits: u32) -> Self {
        assert!(permits <= PERMITS, "too many permits");
        Self {
            state: AtomicU32::new(permits),
        }
    }

    // ANCHOR: acquire
    /// Waits for a permit, and takes it.
    pub fn acquire(&self) {
        if self.take(1) {
            return;
        }
        // Relaxed: one word has one order of changes. Whoever releases either comes before, and we see the permit, or
        // sees us. With two words this would be store buffering.
        self.state.fetch_add(WAITER, Relaxed);
        while !self.take(WAITER + 1) {
            let state = self.state.load(Relaxed);
            if state & PERMITS == 0 {
                futex::wait(&self.state, state);
            }
        }
    }

    /// Takes `what` off the state if it has a permit.
    fn take(&self, what: u32) -> bool {
        let mut state = self.state.load(Relaxed);
        while state & PERMITS > 0 {
            // Acquire pairs with the Release in `release` (message passing).
            match self
                .state
                .compare_exchange_weak(state, state - what, Acquire, Relaxed)
            {
                Ok(_) => return true,
                Err(now) => state = now,
            }
        }
        false
    }
    // ANCHOR_END: acquire

    /// Takes a permit if there is one.
    pub fn try_acquire(&self) -> bool {
        self.take(1)
    }

    // ANCHOR: release
    /// Adds a permit.
    ///
    /// # Panics
    ///
    /// If there would be more than 65,535.
    pub fn release(&self) {
        // Release pairs with the Acquire in `take` (message passing).
        let state = self
            .state
            .fetch_update(Release, Relaxed, |state| {
                (state & PERMITS < PERMITS).then_some(state + 1)
            })
            .expect("too many permits");
        if state >= WAITER {
            futex::wake_one(&self.state);
        }
    }
    // ANCHOR_END: release
}
