use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

static COUNT: AtomicUsize = AtomicUsize::new(2);
static FREED: AtomicUsize = AtomicUsize::new(0);

fn drop_a_pointer() {
    let left = COUNT.load(SeqCst) - 1;
    COUNT.store(left, SeqCst);
    if left == 0 {
        FREED.fetch_add(1, SeqCst);
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(drop_a_pointer);
        s.spawn(drop_a_pointer);
    });
    println!("times freed: {}", FREED.load(SeqCst));
}
