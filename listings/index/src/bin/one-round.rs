use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

static X: AtomicBool = AtomicBool::new(false);
static Y: AtomicBool = AtomicBool::new(false);

fn left() -> bool {
    X.store(true, Relaxed);
    Y.load(Relaxed)
}

fn right() -> bool {
    Y.store(true, Relaxed);
    X.load(Relaxed)
}

fn main() {
    let (left, right) = thread::scope(|s| {
        let (left, right) = (s.spawn(left), s.spawn(right));
        (left.join().unwrap(), right.join().unwrap())
    });
    println!("left saw {left}, right saw {right}");
}
