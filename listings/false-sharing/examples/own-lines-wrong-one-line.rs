use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

#[repr(align(64))]
struct Counter {
    count: AtomicU64,
}

impl Counter {
    fn new() -> Counter {
        Counter {
            count: AtomicU64::new(0),
        }
    }

    fn count(&self) -> &AtomicU64 {
        &self.count
    }
}

/// The 128 bytes that something lies in: two lines of 64, or one of 128.
fn place<T>(thing: &T) -> usize {
    (&raw const *thing).addr() / 128
}

fn main() {
    let counters: Vec<Counter> = (0..4).map(|_| Counter::new()).collect();
    thread::scope(|s| {
        for counter in &counters {
            s.spawn(|| {
                for _ in 0..1000 {
                    counter.count().fetch_add(1, Relaxed);
                }
            });
        }
    });
    let mut places: Vec<_> = counters.iter().map(|c| place(c.count())).collect();
    places.sort_unstable();
    places.dedup();
    let sum: u64 = counters.iter().map(|c| c.count().load(Relaxed)).sum();
    println!("{} places, {sum} counted", places.len());
}
