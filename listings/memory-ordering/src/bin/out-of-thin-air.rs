use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn left() -> u32 {
    let seen = X.load(Relaxed);
    Y.store(seen, Relaxed);
    seen
}

fn right() -> u32 {
    let seen = Y.load(Relaxed);
    X.store(seen, Relaxed);
    seen
}
// ANCHOR_END: threads

fn main() {
    thread::scope(|s| {
        let left = s.spawn(left);
        let right = s.spawn(right);
        println!("{} {}", left.join().unwrap(), right.join().unwrap());
    });
}
