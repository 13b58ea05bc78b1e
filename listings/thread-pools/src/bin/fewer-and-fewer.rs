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
            s.spawn(move || {
                loop {
                    let next = queue.lock().unwrap().recv();
                    let Ok(job) = next else { break };
                    results.send(12 / job).unwrap();
                }
            });
        }
        for job in [0, 0, 4] {
            jobs.send(job).unwrap();
        }
        println!("{}", done.recv().unwrap());
        drop(jobs);
    });
}
