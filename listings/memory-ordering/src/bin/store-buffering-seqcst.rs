use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn left() -> u32 {
    X.store(1, SeqCst);
    Y.load(SeqCst)
}

fn right() -> u32 {
    Y.store(1, SeqCst);
    X.load(SeqCst)
}
// ANCHOR_END: threads

fn main() {
    thread::scope(|s| {
        let left = s.spawn(left);
        let right = s.spawn(right);
        println!("{} {}", left.join().unwrap(), right.join().unwrap());
    });
}
