//! A spin lock, third step: look less and less often, and then give the core away.

use crate::lock::RawLock;
use crate::sync::{
    AtomicBool, Ordering::Acquire, Ordering::Relaxed, Ordering::Release, spin_loop, yield_now,
};

#[derive(Debug, Default)]
pub struct Spin {
    locked: AtomicBool,
}

// ANCHOR: backoff
/// A pause that grows with each use.
#[derive(Debug, Default)]
pub struct Backoff {
    step: u32,
}

impl Backoff {
    pub fn pause(&mut self) {
        if self.step < 7 {
            for _ in 0..1 << self.step {
                spin_loop();
            }
            self.step += 1;
        } else {
            yield_now();
        }
    }
}
// ANCHOR_END: backoff

// Safety: of the exchanges since the last store of `false`, only the first finds `false`.
unsafe impl RawLock for Spin {
    #[inline]
    fn lock(&self) {
        let mut backoff = Backoff::default();
        // Acquire pairs with the Release in `unlock` (message passing). Relaxed: who fails has seen nothing.
        while self
            .locked
            .compare_exchange_weak(false, true, Acquire, Relaxed)
            .is_err()
        {
            // Relaxed: only a hint; the exchange decides.
            while self.locked.load(Relaxed) {
                backoff.pause();
            }
        }
    }

    #[inline]
    unsafe fn unlock(&self) {
        // Release pairs with the Acquire in `lock` (message passing).
        self.locked.store(false, Release);
    }
}
