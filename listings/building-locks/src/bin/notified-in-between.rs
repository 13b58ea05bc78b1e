use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

static NOTIFIED: AtomicU32 = AtomicU32::new(0); // how often

static BED: Mutex<()> = Mutex::new(());
static BELL: Condvar = Condvar::new();

fn sleep_if(expected: u32) {
    let bed = BED.lock().unwrap();
    if NOTIFIED.load(SeqCst) == expected {
        let _bed = BELL.wait(bed);
    }
}

fn wake_one() {
    let _bed = BED.lock().unwrap();
    BELL.notify_one();
}

// ANCHOR: condvar
static DOOR: Mutex<bool> = Mutex::new(false);

fn wait_until_open() {
    let mut open = DOOR.lock().unwrap();
    while !*open {
        drop(open);
        let seen = NOTIFIED.load(SeqCst);
        sleep_if(seen);
        open = DOOR.lock().unwrap();
    }
}

fn open_and_notify() {
    *DOOR.lock().unwrap() = true;
    NOTIFIED.fetch_add(1, SeqCst);
    wake_one();
}
// ANCHOR_END: condvar

fn main() {
    thread::scope(|s| {
        s.spawn(wait_until_open);
        s.spawn(open_and_notify);
    });
    println!("went in");
}
