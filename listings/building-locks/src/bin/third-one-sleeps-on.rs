use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

// 0: free, 1: locked, 2: locked, and somebody may be asleep
static STATE: AtomicU32 = AtomicU32::new(0);

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

// ANCHOR: lock
fn lock() {
    while STATE.compare_exchange(0, 1, SeqCst, SeqCst).is_err() {
        let _ = STATE.compare_exchange(1, 2, SeqCst, SeqCst);
        sleep_if(2);
    }
}

fn unlock() {
    if STATE.swap(0, SeqCst) == 2 {
        wake_one();
    }
}
// ANCHOR_END: lock

fn main() {
    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(|| {
                lock();
                unlock();
            });
        }
    });
    println!("all three were inside");
}
