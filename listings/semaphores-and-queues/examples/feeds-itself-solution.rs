use std::sync::mpsc;
use std::thread;

/// The jobs at the beginning. A job of size n > 0 becomes two of size n - 1.
const JOBS: &[u32] = &[2];

/// Leave this function alone.
fn main() {
    let (add, next) = mpsc::sync_channel(2);
    let feed = add.clone();
    let worker = thread::spawn(move || {
        let mut left = JOBS.len();
        while left > 0 {
            let size: u32 = next.recv().unwrap();
            left -= 1;
            if size > 0 {
                feed.send(size - 1).unwrap();
                feed.send(size - 1).unwrap();
                left += 2;
            }
        }
    });
    for &job in JOBS {
        add.send(job).unwrap();
    }
    worker.join().unwrap();
    println!("all done");
}
