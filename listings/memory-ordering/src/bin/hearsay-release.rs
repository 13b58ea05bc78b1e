use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

// ANCHOR: threads
fn write() {
    X.store(1, Release);
}

fn tell() -> u32 {
    let seen = X.load(Acquire);
    Y.store(1, Release);
    seen
}

fn last() -> (u32, u32) {
    (Y.load(Acquire), X.load(Relaxed))
}
// ANCHOR_END: threads

fn main() {
    thread::scope(|s| {
        s.spawn(write);
        let tell = s.spawn(tell);
        let last = s.spawn(last);
        let (a, b) = last.join().unwrap();
        println!("{} {a} {b}", tell.join().unwrap());
    });
}
