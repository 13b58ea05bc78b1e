use std::sync::{Condvar, Mutex};
use std::thread;

static QUEUE: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static FILLED: Condvar = Condvar::new();

fn put(item: u32) {
    QUEUE.lock().unwrap().push(item);
    FILLED.notify_one();
}

fn take() -> Option<u32> {
    let mut queue = QUEUE.lock().unwrap();
    if queue.is_empty() {
        queue = FILLED.wait(queue).unwrap();
    }
    queue.pop()
}

fn main() {
    let got = thread::scope(|s| {
        let first = s.spawn(take);
        let second = s.spawn(take);
        put(1);
        put(2);
        [first.join().unwrap(), second.join().unwrap()]
    });
    println!(
        "{} of 2 got an item",
        got.iter().filter(|item| item.is_some()).count()
    );
}
