use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

static LOCKED: AtomicBool = AtomicBool::new(false);

// The kernel: a bed, and a bell beside it.
static BED: Mutex<()> = Mutex::new(());
static BELL: Condvar = Condvar::new();

fn sleep() {
    let _guard = BELL.wait(BED.lock().unwrap());
}

fn wake_one() {
    let _bed = BED.lock().unwrap();
    BELL.notify_one();
}

fn lock() {
    while LOCKED.swap(true, SeqCst) {
        sleep();
    }
}

fn unlock() {
    LOCKED.store(false, SeqCst);
    wake_one();
}

fn main() {
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                lock();
                unlock();
            });
        }
    });
    println!("both were inside");
}
