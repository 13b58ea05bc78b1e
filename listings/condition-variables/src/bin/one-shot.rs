use std::sync::{Condvar, Mutex};
use std::thread;

/// A place for one value, that somebody will put there.
struct OneShot<T> {
    value: Mutex<Option<T>>,
    arrived: Condvar,
}

impl<T> OneShot<T> {
    const fn new() -> OneShot<T> {
        OneShot {
            value: Mutex::new(None),
            arrived: Condvar::new(),
        }
    }

    fn send(&self, value: T) {
        *self.value.lock().unwrap() = Some(value);
        self.arrived.notify_one();
    }

    fn receive(&self) -> T {
        let mut value = self.value.lock().unwrap();
        loop {
            match value.take() {
                Some(value) => return value,
                None => value = self.arrived.wait(value).unwrap(),
            }
        }
    }
}

static ANSWER: OneShot<u32> = OneShot::new();

fn main() {
    thread::scope(|s| {
        s.spawn(|| ANSWER.send(42));
        println!("{}", ANSWER.receive());
    });
}
