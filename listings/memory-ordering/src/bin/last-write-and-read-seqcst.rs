use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn left() {
    X.store(1, SeqCst);
    Y.store(1, SeqCst);
}

fn right() -> u32 {
    Y.store(2, SeqCst);
    X.load(SeqCst)
}
// ANCHOR_END: threads

fn main() {
    let seen = thread::scope(|s| {
        s.spawn(left);
        s.spawn(right).join().unwrap()
    });
    println!("{seen} {}", Y.load(Relaxed));
}
