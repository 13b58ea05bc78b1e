use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// Each interpreter has a lock of its own, and objects of its own.
static LOCKS: [Mutex<u32>; 2] = [Mutex::new(0), Mutex::new(0)];

/// A static variable of an extension written in C. A process has it once.
static CALLS: AtomicU32 = AtomicU32::new(0);

fn call_the_extension(interpreter: usize) {
    let mut objects = LOCKS[interpreter].lock().unwrap();
    *objects += 1;
    // "We hold the lock, so an ordinary variable will do."
    let seen = CALLS.load(SeqCst);
    CALLS.store(seen + 1, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| call_the_extension(0));
        s.spawn(|| call_the_extension(1));
    });
    let objects = *LOCKS[0].lock().unwrap() + *LOCKS[1].lock().unwrap();
    println!("{objects} calls, {} counted", CALLS.load(SeqCst));
}
