use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static READY: AtomicBool = AtomicBool::new(false);

fn main() {
    let worker = thread::spawn(|| {
        while !READY.load(SeqCst) {
            thread::park();
        }
        println!("worker: woken");
    });
    println!("main: ready");
    READY.store(true, SeqCst);
    worker.thread().unpark();
    worker.join().unwrap();
}
