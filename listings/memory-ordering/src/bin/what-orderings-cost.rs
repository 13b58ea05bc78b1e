use std::hint::black_box;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicU64, fence};
use std::time::Instant;

const TURNS: u64 = 10_000_000;

/// Nanoseconds for one step, done again and again by one thread.
fn measure<T>(name: &str, step: impl Fn(&AtomicU64) -> T) {
    let place = AtomicU64::new(0);
    let start = Instant::now();
    for _ in 0..TURNS {
        black_box(step(black_box(&place)));
    }
    let time = start.elapsed().as_nanos() as f64 / TURNS as f64;
    println!("{time:.2} ns: {name}");
}

fn main() {
    // ANCHOR: steps
    measure("load, Relaxed", |x| x.load(Relaxed));
    measure("load, Acquire", |x| x.load(Acquire));
    measure("load, SeqCst", |x| x.load(SeqCst));
    measure("store, Relaxed", |x| x.store(1, Relaxed));
    measure("store, Release", |x| x.store(1, Release));
    measure("store, SeqCst", |x| x.store(1, SeqCst));
    measure("fetch_add, Relaxed", |x| x.fetch_add(1, Relaxed));
    measure("fetch_add, AcqRel", |x| x.fetch_add(1, AcqRel));
    measure("fetch_add, SeqCst", |x| x.fetch_add(1, SeqCst));
    measure("store, Relaxed, and a fence, SeqCst", |x| {
        x.store(1, Relaxed);
        fence(SeqCst);
    });
    // ANCHOR_END: steps
}
