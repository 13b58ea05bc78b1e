use std::sync::atomic::{AtomicBool, AtomicU8, Ordering::SeqCst};
use std::thread;

static NEXT: AtomicU8 = AtomicU8::new(0);
static NOW: AtomicU8 = AtomicU8::new(0);
static SERVED: AtomicBool = AtomicBool::new(false);

fn lock() {
    let ticket = NEXT.fetch_add(1, SeqCst);
    while NOW.load(SeqCst) != ticket {
        thread::yield_now();
    }
}

fn unlock() {
    NOW.fetch_add(1, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            while !SERVED.load(SeqCst) {
                lock();
                unlock();
            }
        });
        s.spawn(|| {
            lock();
            println!("my turn");
            SERVED.store(true, SeqCst);
            unlock();
        });
    });
}
