use std::sync::{Mutex, MutexGuard};
use std::thread;

static GIL: Mutex<u32> = Mutex::new(0);

fn check(gil: MutexGuard<u32>) -> MutexGuard<u32> {
    drop(gil);
    GIL.lock().unwrap()
}

/// `counter += one()`
fn work() {
    let gil = GIL.lock().unwrap();
    let seen = *gil; // LOAD_GLOBAL counter
    let (one, mut gil) = (1, check(gil)); // CALL one
    let sum = seen + one; // BINARY_OP +
    *gil = sum; // STORE_GLOBAL counter
}

fn main() {
    thread::scope(|s| {
        s.spawn(work);
        s.spawn(work);
    });
    println!("{}", GIL.lock().unwrap());
}
