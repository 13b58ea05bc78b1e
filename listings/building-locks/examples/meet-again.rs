use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static DONE: AtomicU32 = AtomicU32::new(0);
static ARRIVED: AtomicU32 = AtomicU32::new(0);

fn wait() {
    if ARRIVED.fetch_add(1, SeqCst) + 1 == 2 {
        ARRIVED.store(0, SeqCst);
    } else {
        while ARRIVED.load(SeqCst) != 0 {
            thread::yield_now();
        }
    }
}

fn work() {
    DONE.fetch_add(1, SeqCst);
    wait();
    assert!(DONE.load(SeqCst) >= 2);
    DONE.fetch_add(1, SeqCst);
    wait();
    assert_eq!(DONE.load(SeqCst), 4);
}

fn main() {
    thread::scope(|s| {
        s.spawn(work);
        s.spawn(work);
    });
    println!("met twice");
}
