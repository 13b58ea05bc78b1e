use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn left() {
    X.store(2, Relaxed);
    Y.store(1, Release);
}

fn right() -> u32 {
    let seen = Y.load(Acquire);
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
