use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn left() {
    X.store(1, Relaxed);
    Y.store(2, Relaxed);
}

fn right() {
    Y.store(1, Relaxed);
    X.store(2, Relaxed);
}
// ANCHOR_END: threads

fn main() {
    thread::scope(|s| {
        s.spawn(left);
        s.spawn(right);
    });
    println!("{} {}", X.load(Relaxed), Y.load(Relaxed));
}
