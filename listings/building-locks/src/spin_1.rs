//! A spin lock, first step: exchange until what comes back is *free*.

use crate::lock::RawLock;
use crate::sync::{AtomicBool, Ordering::Acquire, Ordering::Release, spin_loop};

#[derive(Debug, Default)]
pub struct Spin {
    locked: AtomicBool,
}

// Safety: of the swaps since the last store of `false`, only the first finds `false`.
unsafe impl RawLock for Spin {
    #[inline]
    fn lock(&self) {
        // Acquire pairs with the Release in `unlock`: what the last holder wrote is seen in here (message passing).
        while self.locked.swap(true, Acquire) {
            spin_loop();
        }
    }

    #[inline]
    unsafe fn unlock(&self) {
        // Release pairs with the Acquire in `lock`: what was written in here is seen by the next holder (message passing).
        self.locked.store(false, Release);
    }
}
