use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static GIL: Mutex<()> = Mutex::new(());

/// A Python object: a list of two numbers, which are always equal.
static LIST: [AtomicU32; 2] = [AtomicU32::new(1), AtomicU32::new(1)];

/// A function in C or Rust that releases the lock for its long work.
fn extension() {
    let gil = GIL.lock().unwrap();
    drop(gil);
    let sum = LIST[0].load(SeqCst) + LIST[1].load(SeqCst);
    let _gil = GIL.lock().unwrap();
    println!("the sum is {sum}");
}

/// Python code, which holds the lock all the time.
fn python() {
    let _gil = GIL.lock().unwrap();
    LIST[0].store(2, SeqCst);
    LIST[1].store(2, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(extension);
        s.spawn(python);
    });
}
