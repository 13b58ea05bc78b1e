use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

type Queue = Mutex<VecDeque<u32>>;

static QUEUES: [Queue; 2] = [Mutex::new(VecDeque::new()), Mutex::new(VecDeque::new())];
static DONE: AtomicU32 = AtomicU32::new(0);

/// Moves the older half of the other's tasks, rounded up, into my queue. False if there was none.
fn steal_half(me: usize) -> bool {
    let stolen: VecDeque<u32> = {
        let mut others = QUEUES[1 - me].lock().unwrap();
        let half = others.len().div_ceil(2);
        others.drain(..half).collect()
    };
    QUEUES[me].lock().unwrap().extend(&stolen);
    !stolen.is_empty()
}

fn worker(me: usize) {
    loop {
        let newest = QUEUES[me].lock().unwrap().pop_back();
        match newest {
            Some(task) => {
                DONE.fetch_add(task, SeqCst);
            }
            None if steal_half(me) => {}
            None => return,
        }
    }
}

fn main() {
    QUEUES[0].lock().unwrap().extend([1, 10, 100]);
    thread::scope(|s| {
        s.spawn(|| worker(0));
        s.spawn(|| worker(1));
    });
    println!("{} of 111", DONE.load(SeqCst));
}
