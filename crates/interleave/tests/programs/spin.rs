use std::hint;
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

static READY: AtomicBool = AtomicBool::new(false);

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            while !READY.load(Acquire) {
                hint::spin_loop();
            }
        });
    });
    READY.store(true, Release);
    println!("never");
}
