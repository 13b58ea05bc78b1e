use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn left() {
    X.store(2, Relaxed);
    Y.store(1, Relaxed);
}

fn right() -> u32 {
    let seen = Y.load(Relaxed);
    X.store(1, Relaxed);
    seen
}
// ANCHOR_END: threads

fn main() {
    let seen = thread::scope(|s| {
        s.spawn(left);
        s.spawn(right).join().unwrap()
    });
    println!("{seen} {}", X.load(Relaxed));
}
