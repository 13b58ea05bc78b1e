use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{AcqRel, Relaxed};
use std::thread;

// ANCHOR: threads
static A: AtomicU32 = AtomicU32::new(0);
static B: AtomicU32 = AtomicU32::new(0);
static LEFT: AtomicU32 = AtomicU32::new(2);

fn left() -> u32 {
    A.store(1, Relaxed);
    if LEFT.fetch_sub(1, AcqRel) == 1 {
        A.load(Relaxed) + B.load(Relaxed)
    } else {
        0
    }
}

fn right() -> u32 {
    B.store(1, Relaxed);
    if LEFT.fetch_sub(1, AcqRel) == 1 {
        A.load(Relaxed) + B.load(Relaxed)
    } else {
        0
    }
}
// ANCHOR_END: threads

fn main() {
    thread::scope(|s| {
        let left = s.spawn(left);
        let right = s.spawn(right);
        println!("{} {}", left.join().unwrap(), right.join().unwrap());
    });
}
