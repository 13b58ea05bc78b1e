use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread;

static LOCKED: AtomicBool = AtomicBool::new(false);
static COUNTER: AtomicU32 = AtomicU32::new(0);

fn lock() {
    while LOCKED.load(SeqCst) {
        spin_loop();
    }
    LOCKED.store(true, SeqCst);
}

fn unlock() {
    LOCKED.store(false, SeqCst);
}

fn add_one() {
    lock();
    let seen = COUNTER.load(SeqCst);
    COUNTER.store(seen + 1, SeqCst);
    unlock();
}

fn main() {
    thread::scope(|s| {
        s.spawn(add_one);
        s.spawn(add_one);
    });
    println!("{}", COUNTER.load(SeqCst));
}
