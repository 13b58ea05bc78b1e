use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

static LOCK: Mutex<()> = Mutex::new(());
static BELL: Condvar = Condvar::new();
static READY: AtomicBool = AtomicBool::new(false);

/// The guest is slow. Leave this function alone.
fn guest() {
    let mut guard = LOCK.lock().unwrap();
    while !READY.load(SeqCst) {
        thread::sleep(Duration::from_millis(40));
        guard = BELL.wait(guard).unwrap();
    }
    println!("dinner");
}

fn cook() {
    thread::sleep(Duration::from_millis(20));
    READY.store(true, SeqCst);
    BELL.notify_all();
}

fn main() {
    thread::scope(|s| {
        s.spawn(guest);
        s.spawn(cook);
    });
}
