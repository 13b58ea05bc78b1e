use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Barrier, Condvar, Mutex};
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

struct Queue {
    jobs: VecDeque<Job>,
    closed: bool,
}

static QUEUE: Mutex<Queue> = Mutex::new(Queue {
    jobs: VecDeque::new(),
    closed: false,
});
static CHANGED: Condvar = Condvar::new();

fn submit(job: impl FnOnce() -> u32 + Send + 'static) -> Receiver<u32> {
    let (result, ticket) = channel();
    let job = Box::new(move || result.send(job()).unwrap());
    QUEUE.lock().unwrap().jobs.push_back(job);
    CHANGED.notify_one();
    ticket
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

static BOTH: Barrier = Barrier::new(2);

fn twice_one_more(number: u32) -> u32 {
    let half = submit(move || number + 1);
    BOTH.wait();
    2 * half.recv().unwrap()
}

fn main() {
    thread::scope(|s| {
        s.spawn(work);
        s.spawn(work);
        let first = submit(|| twice_one_more(10));
        let second = submit(|| twice_one_more(20));
        println!("{} {}", first.recv().unwrap(), second.recv().unwrap());
        QUEUE.lock().unwrap().closed = true;
        CHANGED.notify_all();
    });
}
