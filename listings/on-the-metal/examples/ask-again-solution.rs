use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

static STARTED: AtomicBool = AtomicBool::new(false);
static STOP: AtomicBool = AtomicBool::new(false);

fn keep_going(stop: bool) -> bool {
    thread::yield_now();
    !stop
}

fn main() {
    let worker = thread::spawn(|| {
        STARTED.store(true, Relaxed);
        while keep_going(STOP.load(Relaxed)) {}
        println!("stopped");
    });
    while !STARTED.load(Relaxed) {
        thread::yield_now();
    }
    STOP.store(true, Relaxed);
    worker.join().unwrap();
}
