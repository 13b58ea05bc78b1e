//! A counter that is cheap to add to, and a little late.

use crossbeam_utils::CachePadded;

use crate::sync::atomic::AtomicU64;
use crate::sync::atomic::Ordering::Relaxed;

/// Each part collects up to a threshold before it adds to the sum that everybody sees.
pub struct Counter {
    sum: CachePadded<AtomicU64>,
    parts: Box<[CachePadded<AtomicU64>]>,
    threshold: u64,
}

impl Counter {
    /// With so many parts (one for each thread, say), which carry over what they have when it reaches the threshold.
    pub fn new(parts: usize, threshold: u64) -> Self {
        let zero = || CachePadded::new(AtomicU64::new(0));
        Counter {
            sum: zero(),
            parts: (0..parts).map(|_| zero()).collect(),
            threshold,
        }
    }

    // ANCHOR: add
    /// Adds one, by way of this part.
    pub fn add(&self, part: usize) {
        let part = &self.parts[part % self.parts.len()];
        if part.fetch_add(1, Relaxed) + 1 >= self.threshold {
            let collected = part.swap(0, Relaxed); // 0 if somebody else has carried it over
            self.sum.fetch_add(collected, Relaxed);
        }
    }

    /// What has been carried over: never more than was added.
    pub fn read(&self) -> u64 {
        self.sum.load(Relaxed)
    }
    // ANCHOR_END: add

    /// By how much `read` can be too low while nobody is adding.
    pub fn slack(&self) -> u64 {
        self.parts.len() as u64 * (self.threshold - 1)
    }
}
