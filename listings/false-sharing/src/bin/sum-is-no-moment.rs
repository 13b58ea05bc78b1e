use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

static LEFT: AtomicU64 = AtomicU64::new(0);
static RIGHT: AtomicU64 = AtomicU64::new(0);

/// The total is 0, then 1, then 11.
fn count() {
    LEFT.fetch_add(1, SeqCst);
    RIGHT.fetch_add(10, SeqCst);
}

fn sum() -> u64 {
    let left = LEFT.load(SeqCst);
    let right = RIGHT.load(SeqCst);
    left + right
}

fn main() {
    let seen = thread::scope(|s| {
        s.spawn(count);
        sum()
    });
    println!("{seen}");
}
