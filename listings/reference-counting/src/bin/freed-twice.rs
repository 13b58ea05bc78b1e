use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

static COUNT: AtomicUsize = AtomicUsize::new(2);
static FREED: AtomicUsize = AtomicUsize::new(0);

fn drop_a_pointer() {
    COUNT.fetch_sub(1, SeqCst);
    if COUNT.load(SeqCst) == 0 {
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
