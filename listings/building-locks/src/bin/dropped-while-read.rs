use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

static COUNT: AtomicUsize = AtomicUsize::new(2);
static mut VALUE: u32 = 7;

fn read_and_drop() {
    // Safety: there are two owners, and this is one of them.
    let seen = unsafe { VALUE };
    assert_eq!(seen, 7);
    if COUNT.fetch_sub(1, Relaxed) == 1 {
        // The last one frees it.
        unsafe { VALUE = 0 };
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(read_and_drop);
        s.spawn(read_and_drop);
    });
    println!("freed");
}
