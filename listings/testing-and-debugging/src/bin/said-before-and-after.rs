use std::cell::UnsafeCell;
use std::sync::{Arc, Mutex};
use std::thread;

struct Tally {
    count: UnsafeCell<u32>,
    log: Mutex<u32>,
}

// SAFETY: none. It is a promise that `add_one` does not keep.
unsafe impl Send for Tally {}
unsafe impl Sync for Tally {}

impl Tally {
    fn add_one(&self) {
        *self.log.lock().unwrap() += 1; // "begins"
        let count = self.count.get();
        // SAFETY: none. Nothing keeps other threads away.
        unsafe { *count += 1 }
        *self.log.lock().unwrap() += 1; // "is done"
    }
}

fn main() {
    let tally = Arc::new(Tally {
        count: UnsafeCell::new(0),
        log: Mutex::new(0),
    });
    let theirs = Arc::clone(&tally);
    let other = thread::spawn(move || theirs.add_one());
    tally.add_one();
    other.join().unwrap();
    // SAFETY: the other thread has ended.
    println!("{}", unsafe { *tally.count.get() });
}
