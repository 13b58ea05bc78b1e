use std::sync::atomic::{AtomicBool, Ordering::SeqCst, fence};
use std::thread;

static STARTED: AtomicBool = AtomicBool::new(false);
static STOP: AtomicBool = AtomicBool::new(false);

fn keep_going(stop: bool) -> bool {
    thread::yield_now();
    !stop
}

fn main() {
    let worker = thread::spawn(|| {
        let stop = STOP.load(SeqCst);
        STARTED.store(true, SeqCst);
        while keep_going(stop) {
            fence(SeqCst);
        }
        println!("stopped");
    });
    while !STARTED.load(SeqCst) {
        thread::yield_now();
    }
    STOP.store(true, SeqCst);
    worker.join().unwrap();
}
