use crossbeam_utils::CachePadded;
use false_sharing::{Approximate, current_core, thread_number};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

// ANCHOR: sharded
/// A counter in parts that lie far apart. A thread adds to its own part.
pub struct Sharded {
    parts: Box<[CachePadded<AtomicU64>]>,
}

impl Sharded {
    /// # Panics
    /// On the first `add`, if there are no parts.
    pub fn new(parts: usize) -> Sharded {
        let parts = (0..parts).map(|_| CachePadded::default()).collect();
        Sharded { parts }
    }

    pub fn add(&self, n: u64) {
        let mine = thread_number() % self.parts.len();
        self.parts[mine].fetch_add(n, Relaxed);
    }

    pub fn sum(&self) -> u64 {
        self.parts.iter().map(|part| part.load(Relaxed)).sum()
    }
}
// ANCHOR_END: sharded

// ANCHOR: per-core
/// A counter with a part for each core. A thread adds to the part of the
/// core that it runs on.
pub struct PerCore(Sharded);

impl PerCore {
    pub fn new(cores: usize) -> PerCore {
        PerCore(Sharded::new(cores))
    }

    pub fn add(&self, n: u64) {
        let parts = &self.0.parts;
        // It may be moved to another core before it adds. Then two threads
        // meet at one part, and `fetch_add` is right all the same.
        parts[current_core() % parts.len()].fetch_add(n, Relaxed);
    }

    pub fn sum(&self) -> u64 {
        self.0.sum()
    }
}
// ANCHOR_END: per-core

const EACH: u64 = 200_000;

// ANCHOR: measure
/// So many threads add at once: nanoseconds by the clock for each
/// addition, the median of nine rounds.
fn measure(threads: u64, add_one: impl Fn() + Sync) -> f64 {
    let mut rounds = [(); 9].map(|()| {
        let start = Instant::now();
        thread::scope(|s| {
            for _ in 0..threads {
                s.spawn(|| (0..EACH).for_each(|_| add_one()));
            }
        });
        start.elapsed().as_nanos() as f64 / (threads * EACH) as f64
    });
    rounds.sort_by(f64::total_cmp);
    rounds[4]
}
// ANCHOR_END: measure

fn main() {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    println!("threads  locked  atomic  sharded  per core  about");
    for threads in [1, 2, 4, 8] {
        let locked = Mutex::new(0_u64);
        let locked = measure(threads, || *locked.lock().unwrap() += 1);

        let atomic = AtomicU64::new(0);
        let atomic = measure(threads, || _ = atomic.fetch_add(1, Relaxed));

        let sharded = Sharded::new(8);
        let sharded = measure(threads, || sharded.add(1));

        let per_core = PerCore::new(cores);
        let per_core = measure(threads, || per_core.add(1));

        let about = Approximate::new(8, 64);
        let about = measure(threads, || about.add_one());

        print!("{threads:7} {locked:7.2} {atomic:7.2} ");
        println!("{sharded:8.2} {per_core:9.2} {about:6.2}");
    }
}
