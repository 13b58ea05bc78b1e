use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;

static NEXT: [AtomicUsize; 2] = [AtomicUsize::new(1), AtomicUsize::new(2)]; // 2 is the end
static FREED: [AtomicBool; 2] = [AtomicBool::new(false), AtomicBool::new(false)];
static TOP: AtomicUsize = AtomicUsize::new(0);

fn pop() {
    loop {
        let top = TOP.load(SeqCst);
        assert!(!FREED[top].load(SeqCst), "read after it was freed");
        let next = NEXT[top].load(SeqCst);
        if TOP.compare_exchange(top, next, SeqCst, SeqCst).is_ok() {
            FREED[top].store(true, SeqCst);
            return;
        }
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(pop);
        s.spawn(pop);
    });
}
