use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static DONE: AtomicU32 = AtomicU32::new(0);
static ARRIVED: AtomicU32 = AtomicU32::new(0);
static ROUND: AtomicU32 = AtomicU32::new(0);

fn wait() {
    let round = ROUND.load(SeqCst);
    if ARRIVED.fetch_add(1, SeqCst) + 1 == 2 {
        ROUND.store(round + 1, SeqCst);
        ARRIVED.store(0, SeqCst);
    } else {
        while ROUND.load(SeqCst) == round {
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
