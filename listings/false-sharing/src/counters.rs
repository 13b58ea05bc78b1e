use crossbeam_utils::CachePadded;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

// Each of these is one number, and nobody concludes from it that other memory is ready: Relaxed everywhere.

/// A number for the calling thread: 0 for the first thread that asks, 1 for the next one, and so on.
pub fn thread_number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local!(static MINE: usize = NEXT.fetch_add(1, Relaxed));
    MINE.with(|mine| *mine)
}

/// The core that the calling thread runs on, or ran on a moment ago.
#[cfg(target_os = "linux")]
pub fn current_core() -> usize {
    // SAFETY: it takes nothing, and returns a number, or -1 if it fails.
    let core = unsafe { libc::sched_getcpu() };
    usize::try_from(core).unwrap_or_else(|_| thread_number())
}

/// Other systems do not say it as cheaply. A thread's number spreads the threads as well.
#[cfg(not(target_os = "linux"))]
pub fn current_core() -> usize {
    thread_number()
}

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
            locals: (0..threads).map(|_| CachePadded::default()).collect(),
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
