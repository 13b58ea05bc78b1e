//! A mutex that sleeps, third step: it looks for a while before it does.

use crate::futex;
use crate::lock::RawLock;
use crate::sync::{
    AtomicU32, Ordering::Acquire, Ordering::Relaxed, Ordering::Release, SPINS, spin_loop,
};

#[derive(Debug, Default)]
pub struct Futex {
    /// 0: free, 1: locked, 2: locked, and somebody may be asleep.
    state: AtomicU32,
}

// Safety: whoever locks has changed 0 into something else, in one step.
unsafe impl RawLock for Futex {
    #[inline]
    fn lock(&self) {
        // Acquire pairs with the Release in `unlock` (message passing). Relaxed: who fails has seen nothing.
        if self.state.compare_exchange(0, 1, Acquire, Relaxed).is_err() {
            self.lock_contended();
        }
    }

    #[inline]
    unsafe fn unlock(&self) {
        // Release pairs with the Acquire in `lock` and `lock_contended` (message passing).
        if self.state.swap(0, Release) == 2 {
            self.wake();
        }
    }
}

impl Futex {
    // ANCHOR: contended
    #[cold]
    fn lock_contended(&self) {
        // Relaxed: only a hint. Where somebody sleeps already, looking will not help.
        let mut looks = 0;
        while looks < SPINS && self.state.load(Relaxed) == 1 {
            spin_loop();
            looks += 1;
        }
        // Acquire, twice, pairs with the Release in `unlock` (message passing).
        if self.state.compare_exchange(0, 1, Acquire, Relaxed).is_err() {
            while self.state.swap(2, Acquire) != 0 {
                futex::wait(&self.state, 2);
            }
        }
    }
    // ANCHOR_END: contended

    #[cold]
    fn wake(&self) {
        futex::wake_one(&self.state);
    }
}
