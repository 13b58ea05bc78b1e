use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn write() {
    X.store(1, Release);
}

fn reader() -> (u32, u32) {
    (X.load(Acquire), Y.load(Acquire))
}

fn right() -> u32 {
    Y.store(1, Release);
    X.load(Acquire)
}
// ANCHOR_END: threads

fn main() {
    thread::scope(|s| {
        s.spawn(write);
        let reader = s.spawn(reader);
        let right = s.spawn(right);
        let (a, b) = reader.join().unwrap();
        println!("{a} {b} {}", right.join().unwrap());
    });
}
