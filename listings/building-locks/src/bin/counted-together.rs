use std::sync::atomic::{AtomicU32, Ordering::*};
use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: semaphore
const WAITER: u32 = 1 << 16;
const PERMITS: u32 = WAITER - 1;

// Below, how many permits; above, how many wait.
static STATE: AtomicU32 = AtomicU32::new(0);

fn take(what: u32) -> bool {
    let mut state = STATE.load(Relaxed);
    while state & PERMITS > 0 {
        match STATE.compare_exchange(state, state - what, Acquire, Relaxed) {
            Ok(_) => return true,
            Err(now) => state = now,
        }
    }
    false
}

fn acquire() {
    if !take(1) {
        STATE.fetch_add(WAITER, Relaxed);
        while !take(WAITER + 1) {
            sleep_if_no_permit();
        }
    }
}

fn release() {
    if STATE.fetch_add(1, Release) >= WAITER {
        wake_one();
    }
}
// ANCHOR_END: semaphore

static BED: Mutex<()> = Mutex::new(());
static BELL: Condvar = Condvar::new();

fn sleep_if_no_permit() {
    let bed = BED.lock().unwrap();
    if STATE.load(Relaxed) & PERMITS == 0 {
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
