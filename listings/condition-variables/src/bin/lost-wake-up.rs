use std::sync::{Condvar, Mutex};
use std::thread;

static LOCK: Mutex<()> = Mutex::new(());
static BELL: Condvar = Condvar::new();

fn main() {
    BELL.notify_one(); // dinner is ready
    let guest = thread::spawn(|| {
        let guard = LOCK.lock().unwrap();
        let _guard = BELL.wait(guard).unwrap();
        println!("dinner");
    });
    guest.join().unwrap();
}
