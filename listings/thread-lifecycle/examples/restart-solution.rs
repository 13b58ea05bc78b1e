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
    if let Some(text) = cause.downcast_ref::<&str>() {
        text.to_string()
    } else if let Some(text) = cause.downcast_ref::<String>() {
        text.clone()
    } else {
        String::from("a panic without words")
    }
}

/// Makes attempts, each in a thread of its own, until one succeeds.
fn main() {
    for number in 1.. {
        match thread::spawn(move || attempt(number)).join() {
            Ok(value) => return println!("attempt {number}: {value}"),
            Err(cause) => println!("attempt {number}: {}", message(cause)),
        }
    }
}
