use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn left() -> u32 {
    let seen = X.load(Acquire);
    Y.store(1, Release);
    seen
}

fn right() -> u32 {
    let seen = Y.load(Acquire);
    X.store(1, Release);
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
