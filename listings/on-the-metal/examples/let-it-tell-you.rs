use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread;

static BEGUN: AtomicBool = AtomicBool::new(false);

fn main() {
    let (let_go, wait) = channel::<()>();
    let child = thread::spawn(move || {
        BEGUN.store(true, SeqCst);
        let _ = wait.recv(); // until main lets go
    });
    match BEGUN.load(SeqCst) {
        true => println!("the child has begun"),
        false => println!("not yet"),
    }
    drop(let_go);
    child.join().unwrap();
}
