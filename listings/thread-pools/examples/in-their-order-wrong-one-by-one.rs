use std::sync::mpsc::channel;
use std::sync::{Barrier, Mutex};
use std::thread;

type Job<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Calls `act` with each of the numbers, on two threads, and returns the results in the order of the numbers.
fn map(numbers: Vec<u32>, act: impl Fn(u32) -> u32 + Sync) -> Vec<u32> {
    let act = &act;
    let (jobs, queue) = channel::<Job>();
    let queue = Mutex::new(queue);
    thread::scope(|s| {
        for _worker in 0..2 {
            s.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().recv();
                    let Ok(job) = next else { break };
                    job();
                }
            });
        }
        let mut results = Vec::new();
        for number in numbers {
            let (result, ticket) = channel();
            jobs.send(Box::new(move || result.send(act(number)).unwrap()))
                .unwrap();
            results.push(ticket.recv().unwrap());
        }
        drop(jobs);
        results
    })
}

fn main() {
    // The two jobs meet: they have to be done at the same time.
    let meet = Barrier::new(2);
    let square = |number| {
        meet.wait();
        number * number
    };
    println!("{:?}", map(vec![3, 1], square));
}
