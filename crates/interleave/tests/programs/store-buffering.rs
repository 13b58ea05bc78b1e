use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

fn main() {
    let (a, b) = thread::scope(|s| {
        let t0 = s.spawn(|| {
            X.store(1, Relaxed);
            Y.load(Relaxed)
        });
        let t1 = s.spawn(|| {
            Y.store(1, Relaxed);
            X.load(Relaxed)
        });
        (t0.join().unwrap(), t1.join().unwrap())
    });
    println!("{a} {b}");
}
