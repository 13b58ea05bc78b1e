use std::sync::atomic::{AtomicU32, Ordering::*, fence};
use std::sync::{Condvar, Mutex};
use std::thread;

static PERMITS: AtomicU32 = AtomicU32::new(0);
static WAITERS: AtomicU32 = AtomicU32::new(0);

static BED: Mutex<()> = Mutex::new(());
static BELL: Condvar = Condvar::new();

fn acquire() {
    loop {
        if PERMITS.swap(0, Acquire) == 1 {
            return;
        }
        WAITERS.store(1, Release);
        // Each stores, and then loads what the other one stores. One of the two must see the other.
        fence(SeqCst);
        sleep_if_no_permit();
    }
}

fn release() {
    PERMITS.store(1, Release);
    fence(SeqCst);
    if WAITERS.load(Acquire) == 1 {
        wake_one();
    }
}

fn sleep_if_no_permit() {
    let bed = BED.lock().unwrap();
    if PERMITS.load(Relaxed) == 0 {
        let _bed = BELL.wait(bed);
    }
}

fn wake_one() {
    let _bed = BED.lock().unwrap();
    BELL.notify_one();
}

fn main() {
    thread::scope(|s| {
        s.spawn(acquire);
        s.spawn(release);
    });
    println!("acquired");
}
