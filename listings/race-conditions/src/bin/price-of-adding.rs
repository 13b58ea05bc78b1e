use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Instant;

const TURNS: u64 = 1_000_000;

// ANCHOR: ways
/// Counts to a million, at a counter that others may use too.
type Count = fn(&AtomicU64);

const WAYS: [(&str, Count); 3] = [
    ("load, then store", |counter| {
        for _ in 0..TURNS {
            let seen = counter.load(SeqCst);
            counter.store(seen + 1, SeqCst);
        }
    }),
    ("fetch_add", |counter| {
        for _ in 0..TURNS {
            counter.fetch_add(1, SeqCst);
        }
    }),
    ("count alone, add once", |counter| {
        let mut own = 0;
        for _ in 0..TURNS {
            own = black_box(own + 1);
        }
        counter.fetch_add(own, SeqCst);
    }),
];
// ANCHOR_END: ways

/// Nanoseconds per turn with so many threads at one counter, and the updates lost.
fn measure(threads: u64, add: Count) -> (f64, u64) {
    let counter = AtomicU64::new(0);
    let start = Instant::now();
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| add(&counter));
        }
    });
    let turns = threads * TURNS;
    let time = start.elapsed().as_nanos() as f64 / turns as f64;
    (time, turns - counter.into_inner())
}

fn main() {
    for (name, add) in WAYS {
        for threads in [1, 2] {
            let (time, lost) = measure(threads, add);
            println!("{time:.2} ns, {lost} lost, {threads} at work: {name}");
        }
    }
}
