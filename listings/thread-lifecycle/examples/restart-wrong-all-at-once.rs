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
    let attempts: Vec<_> = (1..=3)
        .map(|number| thread::spawn(move || attempt(number)))
        .collect();
    for (number, attempt) in attempts.into_iter().rev().enumerate() {
        match attempt.join() {
            Ok(value) => return println!("attempt {}: {value}", number + 1),
            Err(cause) => println!("attempt {}: {}", number + 1, message(cause)),
        }
    }
}
