use std::thread;
use std::time::Duration;

fn work() {
    for step in 0..5 {
        println!("worker: step {step}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Asks until the worker has finished, and says so before it joins.
fn main() {
    let worker = thread::spawn(work);
    while !worker.is_finished() {
        thread::sleep(Duration::from_millis(5));
    }
    println!("main: finished: {}", worker.is_finished());
    worker.join().unwrap();
    println!("main: joined");
}
