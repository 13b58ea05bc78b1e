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
            return 0; // nothing there
        }
        let next = head + 1;
        if HEAD.compare_exchange(head, next, SeqCst, SeqCst).is_ok() {
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
