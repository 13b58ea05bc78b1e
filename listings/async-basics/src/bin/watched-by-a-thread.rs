use std::hint;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static BOILS: AtomicBool = AtomicBool::new(false);

fn heat() {
    BOILS.store(true, SeqCst);
}

fn watch() {
    while !BOILS.load(SeqCst) {
        hint::spin_loop();
    }
    println!("it boils");
}

fn main() {
    thread::scope(|s| {
        s.spawn(heat);
        s.spawn(watch);
    });
}
