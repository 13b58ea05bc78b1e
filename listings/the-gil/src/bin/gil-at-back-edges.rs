use std::sync::{Mutex, MutexGuard};
use std::thread;

static GIL: Mutex<u32> = Mutex::new(0);

fn check(gil: MutexGuard<u32>) -> MutexGuard<u32> {
    drop(gil);
    GIL.lock().unwrap()
}

/// `for i in range(2): counter += 1`
fn work() {
    let mut gil = GIL.lock().unwrap();
    for _ in 0..2 {
        let seen = *gil; // LOAD_GLOBAL counter
        let sum = seen + 1; // BINARY_OP +
        *gil = sum; // STORE_GLOBAL counter
        gil = check(gil); // JUMP_BACKWARD
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(work);
        s.spawn(work);
    });
    println!("{}", GIL.lock().unwrap());
}
