use std::mem;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

static LETTERS: Mutex<u32> = Mutex::new(0);
/// The task: it has read so many letters.
static TASK: Mutex<u32> = Mutex::new(0);

fn poll(read: &mut u32) {
    *read += mem::take(&mut *LETTERS.lock().unwrap());
}

// ANCHOR: worker
fn work(queue: &Mutex<Receiver<()>>) {
    loop {
        let next = queue.lock().unwrap().recv();
        if next.is_err() {
            return;
        }
        // If it is locked, another worker is polling it already.
        if let Ok(mut task) = TASK.try_lock() {
            poll(&mut task);
        }
    }
}
// ANCHOR_END: worker

fn main() {
    let (wake, queue) = channel();
    let queue = Mutex::new(queue);
    thread::scope(|s| {
        s.spawn(|| work(&queue));
        s.spawn(|| work(&queue));
        for _ in 0..2 {
            *LETTERS.lock().unwrap() += 1;
            wake.send(()).unwrap();
        }
        drop(wake);
    });
    println!("{} of two letters read", TASK.lock().unwrap());
}
