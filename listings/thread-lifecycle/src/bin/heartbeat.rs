use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

fn main() {
    let (heart, monitor) = mpsc::channel();
    let worker = thread::spawn(move || {
        for step in 1..=3 {
            heart.send(step).unwrap();
            thread::sleep(Duration::from_millis(20));
        }
        loop {
            thread::park(); // stuck, and it still owns `heart`
        }
    });
    loop {
        match monitor.recv_timeout(Duration::from_millis(500)) {
            Ok(step) => println!("step {step}"),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return println!("the worker is gone"),
        }
    }
    println!("no heartbeat; finished: {}", worker.is_finished());
}
