use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

// ANCHOR: threads
static mut DATA: u32 = 0;
static READY: AtomicBool = AtomicBool::new(false);

fn send() {
    // Not safe: nothing orders this write and the read below.
    unsafe { DATA = 1 };
    READY.store(true, Relaxed);
}

fn receive() -> Option<u32> {
    // Not safe: READY is true, and that says nothing of DATA.
    if READY.load(Relaxed) {
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
