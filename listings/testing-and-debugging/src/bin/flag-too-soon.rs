use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let shared = Arc::new((AtomicU32::new(0), AtomicBool::new(false)));
    let theirs = Arc::clone(&shared);
    let writer = thread::spawn(move || {
        theirs.0.store(42, Relaxed);
        theirs.1.store(true, Relaxed); // pairs with nothing: it should be Release
    });
    if shared.1.load(Relaxed) {
        let answer = shared.0.load(Relaxed);
        assert_eq!(answer, 42, "the flag came first");
    }
    writer.join().unwrap();
    println!("done");
}
