use std::sync::{Mutex, MutexGuard};
use std::thread;

static GIL: Mutex<u32> = Mutex::new(0);
static LOCK: Mutex<()> = Mutex::new(());

fn check(gil: MutexGuard<u32>) -> MutexGuard<u32> {
    drop(gil);
    GIL.lock().unwrap()
}

/// `counter += one()`, with a check after every instruction. The program must print 2.
fn work() {
    let gil = GIL.lock().unwrap();
    let seen = *gil;
    let (one, gil) = (1, check(gil));
    let sum = seen + one;
    drop(gil);
    let lock = LOCK.lock().unwrap();
    *GIL.lock().unwrap() = sum;
    drop(lock);
}

fn main() {
    thread::scope(|s| {
        s.spawn(work);
        s.spawn(work);
    });
    println!("{}", GIL.lock().unwrap());
}
