use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, Ordering::Acquire, Ordering::Release};
use std::thread;

static LOCKED: AtomicBool = AtomicBool::new(false);
static mut COUNTER: u32 = 0;

fn lock() {
    while LOCKED.swap(true, Acquire) {
        spin_loop();
    }
}

fn unlock() {
    LOCKED.store(false, Release);
}

fn add_one() {
    lock();
    // Safety: between `lock` and `unlock` there is one thread at a time.
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
