use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// Two threads add one, and the program must print 2. Do it without `unsafe`.
fn add_one() {
    let seen = COUNTER.load(SeqCst);
    let _ = COUNTER.compare_exchange(seen, seen + 1, SeqCst, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(add_one);
        s.spawn(add_one);
    });
    println!("{}", COUNTER.load(SeqCst));
}
