use std::sync::Arc;
use std::sync::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use std::thread;

fn main() {
    let shared = Arc::new((AtomicU32::new(0), AtomicBool::new(false)));
    let theirs = Arc::clone(&shared);
    let writer = thread::spawn(move || {
        theirs.0.store(42, Relaxed);
        theirs.1.store(true, Release); // pairs with the load in main
    });
    if shared.1.load(Acquire) {
        // pairs with the store of the flag
        let answer = shared.0.load(Relaxed);
        assert_eq!(answer, 42, "the flag came first");
    }
    writer.join().unwrap();
    println!("done");
}
