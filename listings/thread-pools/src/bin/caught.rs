use std::panic::catch_unwind;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (jobs, queue) = channel::<u32>();
    let queue = Mutex::new(queue);
    let (results, done) = channel();
    thread::scope(|s| {
        for _worker in 0..2 {
            let results = results.clone();
            let queue = &queue;
            // ANCHOR: worker
            s.spawn(move || {
                loop {
                    let next = queue.lock().unwrap().recv();
                    let Ok(job) = next else { break };
                    results.send(catch_unwind(|| 12 / job)).unwrap();
                }
            });
            // ANCHOR_END: worker
        }
        for job in [0, 0, 4] {
            jobs.send(job).unwrap();
        }
        drop(jobs);
        let (mut results, mut panics) = (Vec::new(), 0);
        for _ in 0..3 {
            match done.recv().unwrap() {
                Ok(result) => results.push(result),
                Err(_) => panics += 1,
            }
        }
        println!("{results:?} and {panics} panics");
    });
}
