use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

static FINISHED: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn main() {
    let (jobs, queue) = channel::<(u32, Sender<u32>)>();
    let queue = Mutex::new(queue);
    // ANCHOR: order
    let results: Vec<u32> = thread::scope(|s| {
        for _worker in 0..2 {
            s.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().recv();
                    let Ok((number, result)) = next else { break };
                    FINISHED.lock().unwrap().push(number);
                    result.send(number * number).unwrap();
                }
            });
        }
        let submit = |number| {
            let (result, ticket) = channel();
            jobs.send((number, result)).unwrap();
            ticket
        };
        let tickets: Vec<Receiver<u32>> = [1, 2, 3].map(submit).into_iter().collect();
        drop(jobs);
        tickets
            .iter()
            .map(|ticket| ticket.recv().unwrap())
            .collect()
    });
    // ANCHOR_END: order
    println!("finished {:?}", FINISHED.lock().unwrap());
    println!("results {results:?}");
}
