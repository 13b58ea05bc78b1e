//! Waiting for another thread's next step.

use crate::sync::{spin_loop, yield_now};

/// Waits a little longer each time: first a few idle instructions, then a time slice.
#[derive(Default)]
pub struct Backoff(u32);

impl Backoff {
    /// As often does a pause double, before the core is given to somebody else.
    const DOUBLINGS: u32 = 6;

    /// Keeps the core: another thread was faster, and nothing needs to be waited for.
    pub fn spin(&mut self) {
        for _ in 0..1u32 << self.0.min(Self::DOUBLINGS) {
            spin_loop();
        }
        self.0 += 1;
    }

    /// Gives up the core after a while: another thread has to take a step first, and may not be running.
    pub fn wait(&mut self) {
        if self.0 <= Self::DOUBLINGS {
            self.spin();
        } else {
            yield_now();
        }
    }
}
