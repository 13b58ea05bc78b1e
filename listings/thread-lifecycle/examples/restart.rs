use std::any::Any;
use std::thread;

/// Reads a sensor; the first two attempts fail, each in its own way.
fn attempt(number: u32) -> u32 {
    match number {
        1 => panic!("sensor not ready"),
        2 => panic!("no answer to attempt {number}"),
        _ => 42,
    }
}

/// What a panic said, if it said anything.
fn message(cause: Box<dyn Any + Send>) -> String {
    let _ = cause;
    String::from("it failed")
}

/// Makes attempts, each in a thread of its own, until one succeeds.
fn main() {
    let reading = thread::spawn(|| attempt(1)).join();
    match reading {
        Ok(value) => println!("attempt 1: {value}"),
        Err(cause) => println!("attempt 1: {}", message(cause)),
    }
}
