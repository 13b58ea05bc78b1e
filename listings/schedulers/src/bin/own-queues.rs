use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// How often the work is still to be halved.
type Task = u32;

static QUEUES: [Mutex<VecDeque<Task>>; 2] =
    [Mutex::new(VecDeque::new()), Mutex::new(VecDeque::new())];
static LEAVES: AtomicU32 = AtomicU32::new(0);

fn take(me: usize) -> Option<Task> {
    let newest = QUEUES[me].lock().unwrap().pop_back();
    if newest.is_some() {
        return newest;
    }
    QUEUES[1 - me].lock().unwrap().pop_front() // the oldest of the other
}

fn worker(me: usize) {
    while let Some(task) = take(me) {
        if task == 0 {
            LEAVES.fetch_add(1, SeqCst);
        } else {
            QUEUES[me].lock().unwrap().extend([task - 1, task - 1]);
        }
    }
}

fn main() {
    QUEUES[0].lock().unwrap().push_back(2);
    thread::scope(|s| {
        s.spawn(|| worker(0));
        s.spawn(|| worker(1));
    });
    println!("{} leaves", LEAVES.load(SeqCst));
}
