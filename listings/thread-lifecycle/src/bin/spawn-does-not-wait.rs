use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static RUNNING: AtomicBool = AtomicBool::new(false);

fn main() {
    let child = thread::spawn(|| RUNNING.store(true, SeqCst));
    if RUNNING.load(SeqCst) {
        println!("spawn returned, and the child had already begun");
    } else {
        println!("spawn returned before the child began");
    }
    child.join().unwrap();
}
