use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static BEGUN: AtomicBool = AtomicBool::new(false);

fn main() {
    let child = thread::spawn(|| BEGUN.store(true, SeqCst));
    let seen = BEGUN.load(SeqCst);
    child.join().unwrap();
    println!(
        "{}",
        if seen {
            "the child has begun"
        } else {
            "not yet"
        }
    );
}
