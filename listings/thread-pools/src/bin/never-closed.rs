use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (jobs, queue) = channel::<u32>();
    let worker = thread::spawn(move || {
        for job in queue {
            println!("job {job}");
        }
    });
    jobs.send(1).unwrap();
    worker.join().unwrap();
    drop(jobs);
}
