use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

static QUEUE: Mutex<VecDeque<Job>> = Mutex::new(VecDeque::new());

fn submit(job: impl FnOnce() -> u32 + Send + 'static) -> Receiver<u32> {
    let (result, ticket) = channel();
    let job = Box::new(move || result.send(job()).unwrap());
    QUEUE.lock().unwrap().push_back(job);
    ticket
}

fn next_job() -> Option<Job> {
    QUEUE.lock().unwrap().pop_front()
}

/// Waits for a result, and does other jobs meanwhile.
fn wait_and_help(ticket: &Receiver<u32>) -> u32 {
    loop {
        if let Ok(result) = ticket.try_recv() {
            return result;
        }
        match next_job() {
            Some(job) => job(),
            None => thread::yield_now(), // somebody else is at it
        }
    }
}

fn main() {
    let tickets = [10, 20].map(|number| {
        submit(move || {
            let half = submit(move || number + 1);
            2 * wait_and_help(&half)
        })
    });
    thread::scope(|s| {
        for _worker in 0..2 {
            s.spawn(|| {
                while let Some(job) = next_job() {
                    job();
                }
            });
        }
    });
    for ticket in tickets {
        println!("{}", ticket.recv().unwrap());
    }
}
