use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

type Queue = Mutex<VecDeque<u32>>;

static QUEUES: [Queue; 2] = [Mutex::new(VecDeque::new()), Mutex::new(VecDeque::new())];
static DONE: AtomicU32 = AtomicU32::new(0);

/// Takes the older half of the other's tasks, rounded up: one to do now, the rest for my queue.
fn steal_half(me: usize) -> Option<u32> {
    let half = QUEUES[1 - me].lock().unwrap().len().div_ceil(2);
    let mut stolen: VecDeque<u32> = QUEUES[1 - me].lock().unwrap().drain(..half).collect();
    let first = stolen.pop_back();
    QUEUES[me].lock().unwrap().extend(&stolen);
    first
}

fn worker(me: usize) {
    loop {
        let newest = QUEUES[me].lock().unwrap().pop_back();
        let Some(task) = newest.or_else(|| steal_half(me)) else {
            return;
        };
        DONE.fetch_add(task, SeqCst);
    }
}

fn main() {
    QUEUES[0].lock().unwrap().extend([1, 10, 100]);
    thread::scope(|s| {
        s.spawn(|| worker(0));
        s.spawn(|| worker(1));
    });
    println!("{} of 111", DONE.load(SeqCst));
}
