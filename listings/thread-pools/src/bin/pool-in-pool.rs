use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

fn submit(jobs: &Sender<Job>, job: impl FnOnce() -> u32 + Send + 'static) -> Receiver<u32> {
    let (result, ticket) = channel();
    let job = Box::new(move || result.send(job()).unwrap());
    jobs.send(job).unwrap();
    ticket
}

fn work(queue: &Mutex<Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap().recv();
        let Ok(job) = next else { return };
        job();
    }
}

fn main() {
    let (jobs, queue) = channel::<Job>();
    let queue = Arc::new(Mutex::new(queue));
    let worker = thread::spawn(move || work(&queue));

    // ANCHOR: jobs
    let jobs_again = jobs.clone();
    let answer = submit(&jobs, move || {
        let half = submit(&jobs_again, || 21);
        2 * half.recv().unwrap()
    });
    println!("{}", answer.recv().unwrap());
    // ANCHOR_END: jobs

    drop(jobs);
    worker.join().unwrap();
}
