use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

// ANCHOR: threads
static mut DATA: u32 = 0;
static READY: AtomicBool = AtomicBool::new(false);

fn send() {
    // SAFETY: nobody else touches DATA before READY is true.
    unsafe { DATA = 1 };
    READY.store(true, Release);
}

fn receive() -> Option<u32> {
    // SAFETY: once READY is true, all that came before its store happened before, and nobody writes to DATA again.
    if READY.load(Acquire) {
        Some(unsafe { DATA })
    } else {
        None
    }
}
// ANCHOR_END: threads

fn main() {
    thread::scope(|s| {
        s.spawn(send);
        let receive = s.spawn(receive);
        println!("{:?}", receive.join().unwrap());
    });
}
