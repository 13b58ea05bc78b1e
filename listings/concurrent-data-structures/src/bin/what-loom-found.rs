use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicU32, AtomicUsize, fence};
use std::thread;

static SLOTS: [AtomicU32; 2] = [AtomicU32::new(0), AtomicU32::new(0)]; // 0: nothing there yet
static HEAD: AtomicUsize = AtomicUsize::new(0);
static TAIL: AtomicUsize = AtomicUsize::new(0);

fn put(value: u32) {
    let slot = TAIL.fetch_add(1, Relaxed);
    SLOTS[slot].store(value, Release);
}

fn take() -> u32 {
    loop {
        let head = HEAD.load(Relaxed);
        let value = SLOTS[head].load(Acquire);
        if value == 0 {
            fence(SeqCst);
            if TAIL.load(Relaxed) == head {
                return 0; // nothing there, and nothing on its way
            }
        } else if HEAD
            .compare_exchange(head, head + 1, Relaxed, Relaxed)
            .is_ok()
        {
            return value;
        }
    }
}

fn main() {
    thread::scope(|s| {
        let ada = s.spawn(|| {
            put(1);
            take()
        });
        let ben = s.spawn(|| {
            put(2);
            take()
        });
        let (ada, ben) = (ada.join().unwrap(), ben.join().unwrap());
        println!("Ada took {ada}, Ben took {ben}");
    });
}
