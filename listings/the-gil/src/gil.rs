//! The lock itself, with CPython's protocol.

use std::time::Duration;

use crate::sync::{AtomicBool, Condvar, Mutex, Ordering::*, thread_number};

/// One lock for the whole interpreter. Whoever waits longer than the switch interval asks for it, and the holder, who looks
/// now and then whether somebody asked, hands it over.
pub struct Gil {
    state: Mutex<State>,
    /// It was let go of.
    free: Condvar,
    /// Somebody else took it.
    taken: Condvar,
    /// Somebody asked for it. This is all that the holder looks at.
    asked: AtomicBool,
}

struct State {
    locked: bool,
    /// The thread that took it last, whether or not it still has it.
    last: u32,
    /// How often it has gone from one thread to another.
    switches: u64,
    interval: Duration,
}

impl Gil {
    pub fn new(interval: Duration) -> Self {
        let state = State {
            locked: false,
            last: 0,
            switches: 0,
            interval,
        };
        Self {
            state: Mutex::new(state),
            free: Condvar::new(),
            taken: Condvar::new(),
            asked: AtomicBool::new(false),
        }
    }

    pub fn set_interval(&self, interval: Duration) {
        self.state.lock().interval = interval;
    }

    pub fn switches(&self) -> u64 {
        self.state.lock().switches
    }

    // ANCHOR: take
    pub fn take(&self) {
        let mut state = self.state.lock();
        while state.locked {
            let switches = state.switches;
            let interval = state.interval;
            let waited = self.free.wait_for(&mut state, interval);
            // Nobody had a turn while we waited: time to ask.
            if waited.timed_out() && state.locked && state.switches == switches {
                self.asked.store(true, Relaxed);
            }
        }
        state.locked = true;
        self.asked.store(false, Relaxed);
        if state.last != thread_number() {
            state.last = thread_number();
            state.switches += 1;
            self.taken.notify_all();
        }
    }
    // ANCHOR_END: take

    // ANCHOR: release
    pub fn release(&self) {
        let mut state = self.state.lock();
        state.locked = false;
        self.free.notify_one();
        // Somebody asked: do not come back before somebody else has had it.
        if self.asked.load(Relaxed) {
            while state.last == thread_number() {
                self.taken.wait(&mut state);
            }
        }
    }
    // ANCHOR_END: release

    // ANCHOR: check
    #[inline]
    pub fn check(&self) {
        if self.asked.load(Relaxed) {
            self.release();
            self.take();
        }
    }
    // ANCHOR_END: check
}
