//! A readers-writer lock, first step: one word, and whoever must wait sleeps on it.

use crate::futex;
use crate::rwlock::RawRwLock;
use crate::sync::{AtomicU32, Ordering::Acquire, Ordering::Relaxed, Ordering::Release};

/// A writer is inside. Below that bit: how many readers are.
const WRITER: u32 = 1 << 30;
/// Somebody may be asleep.
const ASLEEP: u32 = 1 << 31;

#[derive(Debug, Default)]
pub struct OneQueue {
    state: AtomicU32,
}

impl OneQueue {
    // ANCHOR: enter
    /// Waits until the state without [`ASLEEP`] is at most `most`, and adds `what`.
    #[inline]
    fn enter(&self, most: u32, what: u32) {
        // Relaxed: the exchange decides.
        let mut state = self.state.load(Relaxed);
        loop {
            let to = if state & !ASLEEP <= most {
                state + what
            } else {
                state | ASLEEP
            };
            // Acquire pairs with the Release of whoever left (message passing).
            if let Err(now) = self
                .state
                .compare_exchange_weak(state, to, Acquire, Relaxed)
            {
                state = now;
            } else if state & !ASLEEP <= most {
                return;
            } else {
                futex::wait(&self.state, to);
                state = self.state.load(Relaxed);
            }
        }
    }
    // ANCHOR_END: enter

    /// Called by whoever left nobody behind but sleepers.
    #[cold]
    fn wake(&self) {
        // Relaxed: nothing is handed over here. If it fails, somebody has come in, and will wake them on leaving.
        if self
            .state
            .compare_exchange(ASLEEP, 0, Relaxed, Relaxed)
            .is_ok()
        {
            futex::wake_all(&self.state);
        }
    }
}

/// So many readers may be inside, and no writer.
const READERS: u32 = WRITER - 2;

// Safety: only from 0 does `write` go on, and only without `WRITER` does `read`.
unsafe impl RawRwLock for OneQueue {
    #[inline]
    fn read(&self) {
        self.enter(READERS, 1);
    }

    #[inline]
    fn write(&self) {
        self.enter(0, WRITER);
    }

    #[inline]
    unsafe fn unlock_read(&self) {
        // Release pairs with the Acquire of the next writer, who must not write before we have read.
        if self.state.fetch_sub(1, Release) == ASLEEP + 1 {
            self.wake();
        }
    }

    #[inline]
    unsafe fn unlock_write(&self) {
        // Release pairs with the Acquire in `enter` (message passing).
        if self.state.fetch_sub(WRITER, Release) == ASLEEP + WRITER {
            self.wake();
        }
    }
}
