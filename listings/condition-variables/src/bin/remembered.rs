use std::sync::{Condvar, Mutex};
use std::thread;

static READY: Mutex<bool> = Mutex::new(false);
static BELL: Condvar = Condvar::new();

fn cook() {
    *READY.lock().unwrap() = true;
    BELL.notify_one();
}

fn guest() {
    let mut ready = READY.lock().unwrap();
    while !*ready {
        ready = BELL.wait(ready).unwrap();
    }
    println!("dinner");
}

fn main() {
    thread::scope(|s| {
        s.spawn(guest);
        s.spawn(cook);
    });
}
