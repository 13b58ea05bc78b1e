use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static BEGUN: AtomicBool = AtomicBool::new(false);

fn main() {
    let child = thread::spawn(|| BEGUN.store(true, SeqCst));
    let seen = BEGUN.load(SeqCst);
    child.join().unwrap();
    match seen {
        true => println!("the child has begun"),
        false => println!("not yet"),
    }
}
