use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread;

static STOP: AtomicBool = AtomicBool::new(false);

/// Works in small steps, and looks up after each.
fn search() -> Option<u32> {
    loop {
        if STOP.load(SeqCst) {
            return None;
        }
        thread::yield_now(); // one step
    }
}

fn main() {
    let (result, ticket) = channel();
    thread::scope(|s| {
        s.spawn(move || result.send(search()).unwrap());
        STOP.store(true, SeqCst); // after waiting for long enough
    });
    println!("{:?}", ticket.recv().unwrap());
}
