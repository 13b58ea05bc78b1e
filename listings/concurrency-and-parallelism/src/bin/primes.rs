use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

use cpu_time::ProcessTime;

const LIMIT: u32 = 500_000;

fn is_prime(n: u32) -> bool {
    n >= 2
        && (2..)
            .take_while(|d| d * d <= n)
            .all(|d| !n.is_multiple_of(d))
}

// ANCHOR: count
fn count_primes(threads: u32) -> u32 {
    let next = AtomicU32::new(0);
    let found = AtomicU32::new(0);
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Relaxed); // each number once
                    if n >= LIMIT {
                        break;
                    }
                    if is_prime(n) {
                        found.fetch_add(1, Relaxed); // read after the joins
                    }
                }
            });
        }
    });
    found.into_inner()
}
// ANCHOR_END: count

fn main() {
    let mut alone = None;
    for threads in [1, 2, 4, 8] {
        let (clock, processor) = (Instant::now(), ProcessTime::now());
        let primes = count_primes(threads);
        let (took, burnt) = (clock.elapsed(), processor.elapsed());
        let alone = *alone.get_or_insert(took);
        println!(
            "{threads} threads: {primes} primes, speed-up {:.2}, cores busy {:.2}",
            alone.as_secs_f64() / took.as_secs_f64(),
            burnt.as_secs_f64() / took.as_secs_f64(),
        );
    }
}
