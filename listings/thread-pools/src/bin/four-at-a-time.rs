use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let start = Instant::now();
    let (jobs, queue) = channel::<Duration>();
    let queue = Mutex::new(queue);
    thread::scope(|s| {
        for _worker in 0..4 {
            // ANCHOR: worker
            s.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().recv();
                    let Ok(job) = next else { break };
                    thread::sleep(job);
                }
            });
            // ANCHOR_END: worker
        }
        for _ in 0..8 {
            jobs.send(Duration::from_millis(50)).unwrap();
        }
        drop(jobs);
    });
    println!("{} ms", start.elapsed().as_millis());
}
