use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Instant;

const TURNS: u64 = 1_000_000;

// ANCHOR: ways
static NUMBER: AtomicU64 = AtomicU64::new(0);
static LOCKED: Mutex<u64> = Mutex::new(0);

const WAYS: [(&str, fn()); 7] = [
    ("nothing", || _ = black_box(1)),
    ("load", || _ = black_box(NUMBER.load(SeqCst))),
    ("store", || NUMBER.store(black_box(1), SeqCst)),
    ("swap", || _ = black_box(NUMBER.swap(1, SeqCst))),
    ("fetch_add", || _ = black_box(NUMBER.fetch_add(1, SeqCst))),
    ("update", || _ = NUMBER.update(SeqCst, SeqCst, |n| n + 1)),
    ("lock, add, unlock", || *LOCKED.lock().unwrap() += 1),
];
// ANCHOR_END: ways

/// Nanoseconds by the clock for each step, of so many threads at once.
fn measure(threads: u64, step: fn()) -> f64 {
    let start = Instant::now();
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| (0..TURNS).for_each(|_| step()));
        }
    });
    start.elapsed().as_nanos() as f64 / (threads * TURNS) as f64
}

fn main() {
    for (name, step) in WAYS {
        let (alone, together) = (measure(1, step), measure(2, step));
        println!("{alone:6.2} ns alone, {together:6.2} ns two at work: {name}");
    }
}
