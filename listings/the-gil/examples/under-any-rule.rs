use std::sync::{Mutex, MutexGuard};
use std::thread;

static GIL: Mutex<u32> = Mutex::new(0);

fn check(gil: MutexGuard<u32>) -> MutexGuard<u32> {
    drop(gil);
    GIL.lock().unwrap()
}

/// `counter += one()`, with a check after every instruction. The program must print 2.
fn work() {
    let gil = GIL.lock().unwrap();
    let seen = *gil; // LOAD_GLOBAL counter
    let (one, gil) = (1, check(gil)); // CALL one
    let (sum, mut gil) = (seen + one, check(gil)); // BINARY_OP +
    *gil = sum; // STORE_GLOBAL counter
}

fn main() {
    thread::scope(|s| {
        s.spawn(work);
        s.spawn(work);
    });
    println!("{}", GIL.lock().unwrap());
}
