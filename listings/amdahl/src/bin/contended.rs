use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

const EACH: u64 = 2_000_000;

/// Additions per second by so many threads, each to a counter of its own or all to one.
fn rate(threads: usize, shared: bool) -> f64 {
    #[repr(align(128))] // on a cache line of its own
    struct Counter(AtomicU64);
    let counters: Vec<_> = (0..threads).map(|_| Counter(AtomicU64::new(0))).collect();
    let start = Instant::now();
    thread::scope(|s| {
        for own in &counters {
            let counter = if shared { &counters[0] } else { own };
            s.spawn(|| {
                for _ in 0..EACH {
                    counter.0.fetch_add(1, Relaxed);
                }
            });
        }
    });
    (threads as u64 * EACH) as f64 / start.elapsed().as_secs_f64()
}

fn main() {
    let (shared, own) = (rate(1, true), rate(1, false));
    println!("threads  one counter  a counter each");
    for threads in [1, 2, 4] {
        println!(
            "{threads:7}  {:11.2}  {:14.2}",
            rate(threads, true) / shared,
            rate(threads, false) / own
        );
    }
}
