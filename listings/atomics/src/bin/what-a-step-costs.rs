use false_sharing::at_once;
use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

const TURNS: u32 = 100_000;

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

/// Nanoseconds for each step of a thread, when so many threads make it.
fn measure(threads: usize, step: fn()) -> f64 {
    let time = at_once(&mut vec![(); threads], |()| {
        for _ in 0..TURNS {
            step();
        }
    });
    time / f64::from(TURNS)
}

fn main() {
    for (name, step) in WAYS {
        let (alone, together) = (measure(1, step), measure(2, step));
        println!("{alone:6.2} ns alone, {together:6.2} ns with a rival: {name}");
    }
}
