use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static NUMBER: AtomicU32 = AtomicU32::new(1);

fn triple() {
    let seen = NUMBER.load(SeqCst);
    let _ = NUMBER.compare_exchange(seen, 3 * seen, SeqCst, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(triple);
        s.spawn(triple);
    });
    println!("{}", NUMBER.load(SeqCst));
}
