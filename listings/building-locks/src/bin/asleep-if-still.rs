use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

static STATE: AtomicU32 = AtomicU32::new(0); // 1: locked

static BED: Mutex<()> = Mutex::new(());
static BELL: Condvar = Condvar::new();

fn sleep_if(expected: u32) {
    let bed = BED.lock().unwrap();
    if STATE.load(SeqCst) == expected {
        let _bed = BELL.wait(bed);
    }
}

fn wake_one() {
    let _bed = BED.lock().unwrap();
    BELL.notify_one();
}

fn lock() {
    while STATE.swap(1, SeqCst) != 0 {
        sleep_if(1);
    }
}

fn unlock() {
    STATE.store(0, SeqCst);
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
