use std::collections::VecDeque;
use std::hint::spin_loop;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// How often the work is still to be halved.
type Task = u32;

static READY: Mutex<VecDeque<Task>> = Mutex::new(VecDeque::new());
static PENDING: AtomicU32 = AtomicU32::new(0);
static DONE: AtomicU32 = AtomicU32::new(0);

fn submit(task: Task) {
    PENDING.fetch_add(1, SeqCst);
    READY.lock().unwrap().push_back(task);
}

fn run(task: Task) {
    DONE.fetch_add(1, SeqCst);
    PENDING.fetch_sub(1, SeqCst);
    if task > 0 {
        submit(task - 1);
        submit(task - 1);
    }
}

fn take() -> Option<Task> {
    READY.lock().unwrap().pop_front()
}

fn worker() {
    while let Some(task) = take() {
        run(task);
    }
}

fn main() {
    submit(1);
    thread::scope(|s| {
        s.spawn(worker);
        s.spawn(worker);
        while PENDING.load(SeqCst) > 0 {
            spin_loop();
        }
        println!("{} of 3 tasks done", DONE.load(SeqCst));
    });
}
