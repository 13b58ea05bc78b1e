use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static OVEN_IS_HOT: AtomicBool = AtomicBool::new(false);

fn bake() {
    while !OVEN_IS_HOT.load(SeqCst) {
        spin_loop();
    }
    println!("the tart is in the oven");
}

fn heat() {
    OVEN_IS_HOT.store(true, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(bake);
        s.spawn(heat);
    });
}
