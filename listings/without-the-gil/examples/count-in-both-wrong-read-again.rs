use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// Each interpreter has a lock of its own, and objects of its own.
static LOCKS: [Mutex<u32>; 2] = [Mutex::new(0), Mutex::new(0)];

/// An identity for each object that the extension makes. No two may be the same, in the whole process.
static NEXT: AtomicU32 = AtomicU32::new(0);

/// Called with the interpreter's lock held.
fn new_id() -> u32 {
    NEXT.fetch_add(1, SeqCst);
    NEXT.load(SeqCst)
}

fn make_an_object(interpreter: usize) -> u32 {
    let mut objects = LOCKS[interpreter].lock().unwrap();
    *objects += 1;
    new_id()
}

fn main() {
    let first = thread::spawn(|| make_an_object(0));
    let second = thread::spawn(|| make_an_object(1));
    let (first, second) = (first.join().unwrap(), second.join().unwrap());
    println!(
        "different: {}, next: {}",
        first != second,
        NEXT.load(SeqCst)
    );
}
