//! A readers-writer lock, second step: writers sleep elsewhere, are woken one at a time, and go before new readers.

use crate::futex;
use crate::rwlock::RawRwLock;
use crate::sync::{
    AtomicU32, Ordering::Acquire, Ordering::Relaxed, Ordering::Release, SPINS, spin_loop,
};

/// A writer is inside. Below that bit: how many readers are.
const WRITER: u32 = 1 << 29;
/// A reader may be asleep.
const READERS_ASLEEP: u32 = 1 << 30;
/// A writer may be asleep.
const WRITERS_ASLEEP: u32 = 1 << 31;

const INSIDE: u32 = READERS_ASLEEP - 1;
const READERS: u32 = WRITER - 2;

#[derive(Debug, Default)]
pub struct TwoQueues {
    state: AtomicU32,
    /// How often a writer was called. Writers sleep on it.
    called: AtomicU32,
}

// Safety: `write` goes on only where nobody is inside, and `read` only where no writer is.
unsafe impl RawRwLock for TwoQueues {
    // ANCHOR: read
    #[inline]
    fn read(&self) {
        // Relaxed: the exchange decides.
        let state = self.state.load(Relaxed);
        // New readers stay behind whoever sleeps. Acquire pairs with the Release of the last writer (message passing).
        if state > READERS
            || self
                .state
                .compare_exchange_weak(state, state + 1, Acquire, Relaxed)
                .is_err()
        {
            self.read_contended();
        }
    }

    #[inline]
    unsafe fn unlock_read(&self) {
        // Release pairs with the Acquire of the next writer, who must not write before we have read.
        let left = self.state.fetch_sub(1, Release) - 1;
        if left & INSIDE == 0 && left != 0 {
            self.wake(left);
        }
    }
    // ANCHOR_END: read

    #[inline]
    fn write(&self) {
        // Acquire pairs with the Release of everybody who left before (message passing).
        if self
            .state
            .compare_exchange_weak(0, WRITER, Acquire, Relaxed)
            .is_err()
        {
            self.write_contended();
        }
    }

    #[inline]
    unsafe fn unlock_write(&self) {
        // Release pairs with the Acquire of the next one, reader or writer (message passing).
        let left = self.state.fetch_sub(WRITER, Release) - WRITER;
        if left != 0 {
            self.wake(left);
        }
    }
}

impl TwoQueues {
    /// Looks for a while until `good` holds of the state, or somebody sleeps. Only a hint, hence Relaxed.
    fn look(&self, good: impl Fn(u32) -> bool) -> u32 {
        let mut looks = 0;
        loop {
            let state = self.state.load(Relaxed);
            if good(state) || state > INSIDE || looks == SPINS {
                return state;
            }
            spin_loop();
            looks += 1;
        }
    }

    #[cold]
    fn read_contended(&self) {
        let mut state = self.look(|state| state <= READERS);
        loop {
            assert!(state & INSIDE != READERS + 1, "too many readers");
            if state <= READERS {
                // Acquire pairs with the Release of the last writer (message passing).
                match self
                    .state
                    .compare_exchange_weak(state, state + 1, Acquire, Relaxed)
                {
                    Ok(_) => return,
                    Err(now) => state = now,
                }
                continue;
            }
            let asleep = state | READERS_ASLEEP;
            // Relaxed: only an announcement, in the one word that counts.
            if state != asleep
                && let Err(now) = self.state.compare_exchange(state, asleep, Relaxed, Relaxed)
            {
                state = now;
                continue;
            }
            futex::wait(&self.state, asleep);
            state = self.look(|state| state <= READERS);
        }
    }

    #[cold]
    fn write_contended(&self) {
        let mut state = self.look(|state| state & INSIDE == 0);
        // Whoever has slept does not know whether others still do.
        let mut others = 0;
        loop {
            if state & INSIDE == 0 {
                let to = state | WRITER | others;
                // Acquire pairs with the Release of everybody who left before (message passing).
                match self
                    .state
                    .compare_exchange_weak(state, to, Acquire, Relaxed)
                {
                    Ok(_) => return,
                    Err(now) => state = now,
                }
                continue;
            }
            // Before the state is looked at for the last time. Acquire pairs with the Release in `call_a_writer`: who sees the call does
            // not set its bit before the caller has cleared it (load buffering).
            let seen = self.called.load(Acquire);
            // Relaxed: only an announcement. A read-modify-write even if the bit is set: it never sees an old state.
            state = self.state.fetch_or(WRITERS_ASLEEP, Relaxed) | WRITERS_ASLEEP;
            if state & INSIDE == 0 {
                continue;
            }
            others = WRITERS_ASLEEP;
            futex::wait(&self.called, seen);
            state = self.look(|state| state & INSIDE == 0);
        }
    }

    // ANCHOR: wake
    /// Called by whoever left nobody behind but sleepers. Relaxed: nothing is handed over here; and where an exchange
    /// fails, somebody has come in, and will wake them on leaving.
    #[cold]
    fn wake(&self, mut left: u32) {
        if left == WRITERS_ASLEEP {
            match self.state.compare_exchange(left, 0, Relaxed, Relaxed) {
                Ok(_) => {
                    self.call_a_writer();
                    return;
                }
                Err(now) => left = now,
            }
        }
        if left == WRITERS_ASLEEP | READERS_ASLEEP {
            let to = READERS_ASLEEP;
            if self
                .state
                .compare_exchange(left, to, Relaxed, Relaxed)
                .is_err()
                || self.call_a_writer()
            {
                return;
            }
            // Nobody was there to wake, so that nobody may come who would wake the readers.
            left = to;
        }
        if left == READERS_ASLEEP
            && self
                .state
                .compare_exchange(left, 0, Relaxed, Relaxed)
                .is_ok()
        {
            futex::wake_all(&self.state);
        }
    }
    // ANCHOR_END: wake

    fn call_a_writer(&self) -> bool {
        // Release pairs with the Acquire in `write_contended` (load buffering).
        self.called.fetch_add(1, Release);
        futex::wake_one(&self.called)
    }
}
