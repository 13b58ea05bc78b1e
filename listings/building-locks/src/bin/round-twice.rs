use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

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

fn main() {
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                wait();
                wait();
            });
        }
    });
    println!("met twice");
}
