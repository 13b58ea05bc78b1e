use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

static LOCKED: AtomicBool = AtomicBool::new(false);
static mut COUNTER: u32 = 0;

fn lock() {
    while LOCKED.swap(true, Relaxed) {
        spin_loop();
    }
}

fn unlock() {
    LOCKED.store(false, Relaxed);
}

fn add_one() {
    lock();
    // One thread at a time, and yet:
    unsafe { COUNTER += 1 };
    unlock();
}

fn main() {
    thread::scope(|s| {
        s.spawn(add_one);
        s.spawn(add_one);
    });
    // Safety: the scope has joined both threads.
    println!("{}", unsafe { COUNTER });
}
