use std::collections::VecDeque;
use std::sync::mpsc::channel;
use std::sync::{Barrier, Mutex};
use std::thread;

type Job<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Does jobs until there are none.
fn work(queue: &Mutex<VecDeque<Job>>) {
    loop {
        let next = queue.lock().unwrap().pop_front();
        let Some(job) = next else { return };
        job();
    }
}

/// Calls `act` with each of the numbers, on two threads, and returns the results in the order of the numbers.
fn map(numbers: Vec<u32>, act: impl Fn(u32) -> u32 + Sync) -> Vec<u32> {
    let act = &act;
    let mut queue: VecDeque<Job> = VecDeque::new();
    let (results, done) = channel::<u32>();
    for number in numbers {
        let results = results.clone();
        queue.push_back(Box::new(move || results.send(act(number)).unwrap()));
    }
    drop(results);
    let queue = Mutex::new(queue);
    thread::scope(|s| {
        for _worker in 0..2 {
            s.spawn(|| work(&queue));
        }
    });
    done.iter().collect()
}

fn main() {
    // The two jobs meet: they have to be done at the same time.
    let meet = Barrier::new(2);
    let square = |number: u32| {
        meet.wait();
        number * number
    };
    println!("{:?}", map(vec![3, 1], square));
}
