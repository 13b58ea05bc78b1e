use std::sync::{Condvar, Mutex};

static QUEUE: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static FILLED: Condvar = Condvar::new();

fn main() {
    let queue = QUEUE.lock().unwrap();
    while queue.is_empty() {
        FILLED.wait(queue).unwrap();
    }
}
