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
            s.spawn(|| {
                while let Ok(job) = queue.lock().unwrap().recv() {
                    thread::sleep(job);
                }
            });
        }
        for _ in 0..8 {
            jobs.send(Duration::from_millis(50)).unwrap();
        }
        drop(jobs);
    });
    println!("{} ms", start.elapsed().as_millis());
}
