use std::panic::catch_unwind;
use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (jobs, queue) = channel::<u32>();
    let (results, done) = channel();
    thread::scope(|s| {
        // ANCHOR: worker
        s.spawn(move || {
            for job in queue {
                results.send(catch_unwind(|| 12 / job)).unwrap();
            }
        });
        // ANCHOR_END: worker
        for job in [0, 0, 4] {
            jobs.send(job).unwrap();
        }
        drop(jobs);
        for result in done {
            match result {
                Ok(result) => println!("{result}"),
                Err(_panic) => println!("a panic"),
            }
        }
    });
}
