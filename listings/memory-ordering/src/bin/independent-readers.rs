use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn write_x() {
    X.store(1, Release);
}

fn write_y() {
    Y.store(1, Release);
}

fn reader() -> (u32, u32) {
    (X.load(Acquire), Y.load(Acquire))
}

fn other_reader() -> (u32, u32) {
    (Y.load(Acquire), X.load(Acquire))
}
// ANCHOR_END: threads

fn main() {
    thread::scope(|s| {
        s.spawn(write_x);
        s.spawn(write_y);
        let reader = s.spawn(reader);
        let other_reader = s.spawn(other_reader);
        let (a, b) = reader.join().unwrap();
        let (c, d) = other_reader.join().unwrap();
        println!("{a} {b} {c} {d}");
    });
}
