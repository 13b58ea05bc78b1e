//! A mutex that sleeps, second step: three numbers, so that the kernel is called only if somebody may be asleep.

use crate::futex;
use crate::lock::RawLock;
use crate::sync::{AtomicU32, Ordering::Acquire, Ordering::Relaxed, Ordering::Release};

#[derive(Debug, Default)]
pub struct Futex {
    /// 0: free, 1: locked, 2: locked, and somebody may be asleep.
    state: AtomicU32,
}

// Safety: whoever locks has changed 0 into something else, in one step.
unsafe impl RawLock for Futex {
    // ANCHOR: lock
    #[inline]
    fn lock(&self) {
        // Acquire, twice, pairs with the Release in `unlock` (message passing). Relaxed: who fails has seen nothing.
        if self.state.compare_exchange(0, 1, Acquire, Relaxed).is_err() {
            // Whoever has come this far does not know whether others sleep, and leaves a 2 in any case.
            while self.state.swap(2, Acquire) != 0 {
                futex::wait(&self.state, 2);
            }
        }
    }

    #[inline]
    unsafe fn unlock(&self) {
        // Release pairs with the Acquire in `lock` (message passing).
        if self.state.swap(0, Release) == 2 {
            futex::wake_one(&self.state);
        }
    }
    // ANCHOR_END: lock
}
