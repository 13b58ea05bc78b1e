use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// The pointers to an object, as the object knows it: main has one.
static COUNT: AtomicUsize = AtomicUsize::new(1);

fn take_a_pointer() {
    let seen = COUNT.load(SeqCst);
    COUNT.store(seen + 1, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(take_a_pointer);
        s.spawn(take_a_pointer);
    });
    // Now there are three, and they are dropped one by one.
    for left in (0..3).rev() {
        if COUNT.fetch_sub(1, SeqCst) == 1 {
            println!("pointers left when it is freed: {left}");
            return;
        }
    }
}
