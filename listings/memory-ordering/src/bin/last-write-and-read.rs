use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn left() {
    X.store(1, Relaxed);
    Y.store(1, Relaxed);
}

fn right() -> u32 {
    Y.store(2, Relaxed);
    X.load(Relaxed)
}
// ANCHOR_END: threads

fn main() {
    let seen = thread::scope(|s| {
        s.spawn(left);
        s.spawn(right).join().unwrap()
    });
    println!("{seen} {}", Y.load(Relaxed));
}
