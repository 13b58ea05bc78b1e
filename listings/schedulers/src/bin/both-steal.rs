use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

static QUEUES: [Mutex<VecDeque<u32>>; 2] =
    [Mutex::new(VecDeque::new()), Mutex::new(VecDeque::new())];

fn take(me: usize) -> Option<u32> {
    QUEUES[me]
        .lock()
        .unwrap()
        .pop_back()
        .or_else(|| QUEUES[1 - me].lock().unwrap().pop_front())
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| take(0));
        s.spawn(|| take(1));
    });
    println!("nothing to do");
}
