use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc;
use std::thread;

static CAME: AtomicBool = AtomicBool::new(false);

fn main() {
    let (give, take) = mpsc::sync_channel(0);
    thread::scope(|s| {
        s.spawn(move || {
            give.send("letter").unwrap();
            println!("sent; she had come: {}", CAME.load(SeqCst));
        });
        CAME.store(true, SeqCst);
        take.recv().unwrap();
    });
}
