use std::sync::{Condvar, Mutex};
use std::thread;

static READY: Mutex<bool> = Mutex::new(false);
static BELL: Condvar = Condvar::new();

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            if !*READY.lock().unwrap() {
                let guard = READY.lock().unwrap();
                drop(BELL.wait(guard).unwrap());
            }
        });
        s.spawn(|| {
            *READY.lock().unwrap() = true;
            BELL.notify_one();
        });
    });
    println!("awake");
}
