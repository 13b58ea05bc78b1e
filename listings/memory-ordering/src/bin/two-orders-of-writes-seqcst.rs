use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn left() {
    X.store(1, SeqCst);
    Y.store(2, SeqCst);
}

fn right() {
    Y.store(1, SeqCst);
    X.store(2, SeqCst);
}
// ANCHOR_END: threads

fn main() {
    thread::scope(|s| {
        s.spawn(left);
        s.spawn(right);
    });
    println!("{} {}", X.load(Relaxed), Y.load(Relaxed));
}
