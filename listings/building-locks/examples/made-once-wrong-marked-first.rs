use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

// 0: there is no value yet, 2: there is
static STATE: AtomicU32 = AtomicU32::new(0);
static MADE: AtomicU32 = AtomicU32::new(0);
static mut PORT: u32 = 0;

fn make() -> u32 {
    MADE.fetch_add(1, Relaxed);
    8080
}

fn port() -> u32 {
    if STATE.compare_exchange(0, 1, Relaxed, Relaxed).is_ok() {
        STATE.store(2, Release);
        unsafe { PORT = make() };
    }
    while STATE.load(Acquire) != 2 {
        thread::yield_now();
    }
    unsafe { PORT }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| assert_eq!(port(), 8080));
        s.spawn(|| assert_eq!(port(), 8080));
    });
    println!("made {}", MADE.load(Relaxed));
}
