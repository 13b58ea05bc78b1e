use std::sync::{Mutex, MutexGuard};
use std::thread;

/// The lock of the interpreter, and what it guards: a program's only variable, `counter`.
static GIL: Mutex<u32> = Mutex::new(0);

/// Between two instructions: let another thread in, if one waits.
fn check(gil: MutexGuard<u32>) -> MutexGuard<u32> {
    drop(gil);
    GIL.lock().unwrap()
}

/// `counter += 1`
fn work() {
    let gil = GIL.lock().unwrap();
    let seen = *gil; // LOAD_GLOBAL counter
    let gil = check(gil);
    let sum = seen + 1; // BINARY_OP +
    let mut gil = check(gil);
    *gil = sum; // STORE_GLOBAL counter
}

fn main() {
    thread::scope(|s| {
        s.spawn(work);
        s.spawn(work);
    });
    println!("{}", GIL.lock().unwrap());
}
