use std::collections::VecDeque;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

type Job = fn();

struct Queue {
    jobs: VecDeque<Job>,
    closed: bool,
}

static QUEUE: Mutex<Queue> = Mutex::new(Queue {
    jobs: VecDeque::new(),
    closed: false,
});
static CHANGED: Condvar = Condvar::new();

fn submit(job: Job) {
    QUEUE.lock().unwrap().jobs.push_back(job);
    CHANGED.notify_one();
}

/// No more jobs will come. Those that were submitted are to be done.
fn close() {
    QUEUE.lock().unwrap().closed = true;
    CHANGED.notify_all();
}

fn work() {
    loop {
        let queue = QUEUE.lock().unwrap();
        let mut queue = CHANGED
            .wait_while(queue, |queue| queue.jobs.is_empty() && !queue.closed)
            .unwrap();
        let Some(job) = queue.jobs.pop_front() else {
            return;
        };
        drop(queue);
        job();
    }
}

static DONE: AtomicU32 = AtomicU32::new(0);

fn main() {
    thread::scope(|s| {
        s.spawn(work);
        s.spawn(work);
        for _ in 0..3 {
            submit(|| {
                DONE.fetch_add(1, SeqCst);
            });
        }
        close();
    });
    println!("{} of 3 jobs done", DONE.load(SeqCst));
}
