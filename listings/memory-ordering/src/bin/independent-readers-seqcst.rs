use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn write_x() {
    X.store(1, SeqCst);
}

fn write_y() {
    Y.store(1, SeqCst);
}

fn reader() -> (u32, u32) {
    (X.load(SeqCst), Y.load(SeqCst))
}

fn other_reader() -> (u32, u32) {
    (Y.load(SeqCst), X.load(SeqCst))
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
