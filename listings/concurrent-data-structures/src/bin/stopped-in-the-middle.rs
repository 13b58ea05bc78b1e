use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::SeqCst};
use std::thread;

static SLOTS: [AtomicU32; 2] = [AtomicU32::new(0), AtomicU32::new(0)]; // 0: nothing there yet
static HEAD: AtomicUsize = AtomicUsize::new(0);
static TAIL: AtomicUsize = AtomicUsize::new(0);

fn put(value: u32) {
    let slot = TAIL.fetch_add(1, SeqCst);
    SLOTS[slot].store(value, SeqCst);
}

fn take() -> u32 {
    loop {
        let head = HEAD.load(SeqCst);
        let value = SLOTS[head].load(SeqCst);
        if value == 0 {
            if TAIL.load(SeqCst) == head {
                return 0; // nothing there, and nothing on its way
            }
            thread::yield_now();
        } else if HEAD
            .compare_exchange(head, head + 1, SeqCst, SeqCst)
            .is_ok()
        {
            return value;
        }
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| TAIL.fetch_add(1, SeqCst)); // the first half of a put, and then no more
    });
    put(2);
    println!("took {}", take());
}
