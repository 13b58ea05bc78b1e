//! A mutex that sleeps, first step: two numbers.

use crate::futex;
use crate::lock::RawLock;
use crate::sync::{AtomicU32, Ordering::Acquire, Ordering::Relaxed, Ordering::Release};

#[derive(Debug, Default)]
pub struct Futex {
    /// 0: free, 1: locked.
    state: AtomicU32,
}

// Safety: of the exchanges since the last store of 0, only the first finds 0.
unsafe impl RawLock for Futex {
    // ANCHOR: lock
    #[inline]
    fn lock(&self) {
        // Acquire pairs with the Release in `unlock` (message passing). Relaxed: who fails has seen nothing.
        while self.state.compare_exchange(0, 1, Acquire, Relaxed).is_err() {
            futex::wait(&self.state, 1);
        }
    }

    #[inline]
    unsafe fn unlock(&self) {
        // Release pairs with the Acquire in `lock` (message passing).
        self.state.store(0, Release);
        futex::wake_one(&self.state);
    }
    // ANCHOR_END: lock
}
