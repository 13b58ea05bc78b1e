use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn write() {
    X.store(1, Relaxed);
    X.store(2, Relaxed);
}

fn reader() -> (u32, u32) {
    (X.load(Relaxed), X.load(Relaxed))
}
// ANCHOR_END: threads

fn main() {
    thread::scope(|s| {
        s.spawn(write);
        let reader = s.spawn(reader);
        let (a, b) = reader.join().unwrap();
        println!("{a} {b}");
    });
}
