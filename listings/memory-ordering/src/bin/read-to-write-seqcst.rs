use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn write() {
    X.store(1, SeqCst);
}

fn reader() -> (u32, u32) {
    (X.load(SeqCst), Y.load(SeqCst))
}

fn right() -> u32 {
    Y.store(1, SeqCst);
    X.load(SeqCst)
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
