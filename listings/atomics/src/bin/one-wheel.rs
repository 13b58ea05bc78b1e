use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static MILES: AtomicU32 = AtomicU32::new(199);

fn main() {
    let seen = thread::scope(|s| {
        s.spawn(|| MILES.store(200, SeqCst));
        MILES.load(SeqCst)
    });
    println!("{seen}");
}
