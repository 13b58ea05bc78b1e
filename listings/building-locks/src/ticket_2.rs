//! A ticket lock, second step: whoever is not next sleeps. Every change of the number wakes all.

use crate::futex;
use crate::lock::RawLock;
use crate::sync::{AtomicU32, Ordering::Acquire, Ordering::Relaxed, Ordering::Release};

#[derive(Debug, Default)]
pub struct Ticket {
    next: AtomicU32,
    now: AtomicU32,
}

// Safety: as for the first step.
unsafe impl RawLock for Ticket {
    // ANCHOR: lock
    #[inline]
    fn lock(&self) {
        // Relaxed: a read-modify-write never reads an old number, and no data come with a ticket.
        let ticket = self.next.fetch_add(1, Relaxed);
        loop {
            // Acquire pairs with the Release in `unlock` (message passing).
            let now = self.now.load(Acquire);
            if now == ticket {
                return;
            }
            futex::wait(&self.now, now);
        }
    }

    #[inline]
    unsafe fn unlock(&self) {
        // Release pairs with the Acquire in `lock` (message passing).
        self.now.fetch_add(1, Release);
        // Only one of them is next, and only it knows.
        futex::wake_all(&self.now);
    }
    // ANCHOR_END: lock
}
