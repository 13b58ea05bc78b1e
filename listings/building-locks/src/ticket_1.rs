//! A ticket lock, first step: everybody looks at the number on the wall.

use crate::lock::RawLock;
use crate::sync::{AtomicU32, Ordering::Acquire, Ordering::Relaxed, Ordering::Release, spin_loop};

#[derive(Debug, Default)]
pub struct Ticket {
    next: AtomicU32,
    now: AtomicU32,
}

// Safety: no two of the 2^32 tickets that can be out at once are the same, and `now` shows one at a time.
unsafe impl RawLock for Ticket {
    #[inline]
    fn lock(&self) {
        // Relaxed: a read-modify-write never reads an old number, and no data come with a ticket.
        let ticket = self.next.fetch_add(1, Relaxed);
        // Acquire pairs with the Release in `unlock` (message passing).
        while self.now.load(Acquire) != ticket {
            spin_loop();
        }
    }

    #[inline]
    unsafe fn unlock(&self) {
        // Relaxed: nobody but the holder writes here.
        let ticket = self.now.load(Relaxed);
        // Release pairs with the Acquire in `lock` (message passing).
        self.now.store(ticket.wrapping_add(1), Release);
    }
}
