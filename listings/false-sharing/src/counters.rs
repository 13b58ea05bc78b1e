use crossbeam_utils::CachePadded;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

// Each of these is one number, and nobody concludes from it that other memory is ready: Relaxed everywhere.

/// A number for the calling thread: 0 for the first thread that asks, 1 for the next one, and so on.
fn thread_number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local!(static MINE: usize = NEXT.fetch_add(1, Relaxed));
    MINE.with(|mine| *mine)
}

fn zeros(count: usize) -> Box<[CachePadded<AtomicU64>]> {
    (0..count).map(|_| CachePadded::default()).collect()
}

// ANCHOR: sharded
/// A counter in parts that lie far apart. A thread adds to the part that its number says.
pub struct Sharded {
    shards: Box<[CachePadded<AtomicU64>]>,
}

impl Sharded {
    /// # Panics
    /// If `shards` is 0.
    pub fn new(shards: usize) -> Sharded {
        assert_ne!(shards, 0);
        let shards = zeros(shards);
        Sharded { shards }
    }

    pub fn add(&self, n: u64) {
        let mine = thread_number() % self.shards.len();
        self.shards[mine].fetch_add(n, Relaxed);
    }

    /// Every addition that has happened before is in it. Of those that happen meanwhile some are, and some are not.
    pub fn sum(&self) -> u64 {
        self.shards.iter().map(|shard| shard.load(Relaxed)).sum()
    }
}
// ANCHOR_END: sharded

// ANCHOR: per-core
/// A counter with one part for each core. A thread adds to the part of the core that it runs on.
pub struct PerCore {
    shards: Box<[CachePadded<AtomicU64>]>,
}

impl Default for PerCore {
    fn default() -> PerCore {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let shards = zeros(cores);
        PerCore { shards }
    }
}

impl PerCore {
    pub fn add(&self, n: u64) {
        // The thread may be moved to another core before it adds. Then two cores share a part for once, and
        // `fetch_add` is right all the same.
        self.shards[core() % self.shards.len()].fetch_add(n, Relaxed);
    }

    /// As [`Sharded::sum`].
    pub fn sum(&self) -> u64 {
        self.shards.iter().map(|shard| shard.load(Relaxed)).sum()
    }
}

/// The core that the calling thread runs on, or ran on a moment ago.
#[cfg(target_os = "linux")]
fn core() -> usize {
    // SAFETY: it takes nothing, and returns a number, or -1 where the kernel has no such call.
    let core = unsafe { libc::sched_getcpu() };
    usize::try_from(core).unwrap_or_else(|_| thread_number())
}

/// Other systems do not tell as cheaply. A thread's own number spreads them as well.
#[cfg(not(target_os = "linux"))]
fn core() -> usize {
    thread_number()
}
// ANCHOR_END: per-core

// ANCHOR: approximate
/// A counter that is read often, and may be behind. Each thread collects what it adds, up to a threshold.
pub struct Approximate {
    global: CachePadded<AtomicU64>,
    locals: Box<[CachePadded<AtomicU64>]>,
    threshold: u64,
}

impl Approximate {
    /// # Panics
    /// If `threads` or `threshold` is 0.
    pub fn new(threads: usize, threshold: u64) -> Approximate {
        assert_ne!(threads, 0);
        assert_ne!(threshold, 0);
        Approximate {
            global: CachePadded::default(),
            locals: zeros(threads),
            threshold,
        }
    }

    pub fn add_one(&self) {
        let mine = &self.locals[thread_number() % self.locals.len()];
        if mine.fetch_add(1, Relaxed) + 1 >= self.threshold {
            self.global.fetch_add(mine.swap(0, Relaxed), Relaxed);
        }
    }

    /// What has been handed in so far, from one place. Of the additions that are over, each thread keeps back at
    /// most `threshold` - 1; and none is in it that has not begun.
    pub fn about(&self) -> u64 {
        self.global.load(Relaxed)
    }

    /// What it is exactly, once nobody adds any more.
    pub fn exactly(&mut self) -> u64 {
        let kept: u64 = self.locals.iter_mut().map(|local| *local.get_mut()).sum();
        *self.global.get_mut() + kept
    }
}
// ANCHOR_END: approximate
