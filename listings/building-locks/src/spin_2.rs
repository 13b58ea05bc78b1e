//! A spin lock, second step: test, and only then test and set.

use crate::lock::RawLock;
use crate::sync::{AtomicBool, Ordering::Acquire, Ordering::Relaxed, Ordering::Release, spin_loop};

#[derive(Debug, Default)]
pub struct Spin {
    locked: AtomicBool,
}

// Safety: of the exchanges since the last store of `false`, only the first finds `false`.
unsafe impl RawLock for Spin {
    // ANCHOR: lock
    #[inline]
    fn lock(&self) {
        // Acquire pairs with the Release in `unlock` (message passing). Relaxed: who fails has seen nothing.
        while self
            .locked
            .compare_exchange_weak(false, true, Acquire, Relaxed)
            .is_err()
        {
            // Relaxed: only a hint; the exchange decides.
            while self.locked.load(Relaxed) {
                spin_loop();
            }
        }
    }
    // ANCHOR_END: lock

    #[inline]
    unsafe fn unlock(&self) {
        // Release pairs with the Acquire in `lock` (message passing).
        self.locked.store(false, Release);
    }
}
