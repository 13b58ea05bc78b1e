use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread::{self, Thread};

static READY: Mutex<VecDeque<u32>> = Mutex::new(VecDeque::new());
static ASLEEP: AtomicBool = AtomicBool::new(false);

fn take() -> Option<u32> {
    READY.lock().unwrap().pop_front()
}

// ANCHOR: worker
fn worker() -> u32 {
    loop {
        if let Some(task) = take() {
            return task;
        }
        ASLEEP.store(true, SeqCst);
        thread::park();
    }
}

fn submit(task: u32, worker: &Thread) {
    READY.lock().unwrap().push_back(task);
    if ASLEEP.load(SeqCst) {
        worker.unpark();
    }
}
// ANCHOR_END: worker

fn main() {
    let worker = thread::spawn(worker);
    submit(7, worker.thread());
    println!("task {} done", worker.join().unwrap());
}
