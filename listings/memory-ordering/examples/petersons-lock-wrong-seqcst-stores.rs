use std::hint;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;

static WANTS: [AtomicBool; 2] = [AtomicBool::new(false), AtomicBool::new(false)];
static YIELDS: AtomicU32 = AtomicU32::new(0);
static COUNT: AtomicU32 = AtomicU32::new(0);

fn lock(me: u32) {
    let other = 1 - me as usize;
    WANTS[me as usize].store(true, SeqCst);
    YIELDS.store(me, SeqCst);
    while WANTS[other].load(Acquire) && YIELDS.load(Acquire) == me {
        hint::spin_loop();
    }
}

fn unlock(me: u32) {
    WANTS[me as usize].store(false, Release);
}

fn count(me: u32) {
    lock(me);
    let seen = COUNT.load(Relaxed);
    COUNT.store(seen + 1, Relaxed);
    unlock(me);
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| count(0));
        s.spawn(|| count(1));
    });
    println!("{}", COUNT.load(Relaxed));
}
