use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

type Task = Box<dyn FnMut() -> bool + Send>;

static READY: Mutex<VecDeque<Task>> = Mutex::new(VecDeque::new());

thread_local! {
    static NOTE: Cell<u32> = const { Cell::new(0) };
}

fn next() -> Option<Task> {
    READY.lock().unwrap().pop_front()
}

fn worker() {
    while let Some(mut task) = next() {
        if task() {
            READY.lock().unwrap().push_back(task);
        }
    }
}

/// Leaves a note in its first turn, and looks for it in its second.
fn forgetful() -> Task {
    let mut turn = 0;
    Box::new(move || {
        turn += 1;
        if turn == 1 {
            NOTE.set(7);
        } else {
            println!("the note says {}", NOTE.get());
        }
        turn < 2
    })
}

fn main() {
    READY.lock().unwrap().push_back(forgetful());
    thread::scope(|s| {
        s.spawn(worker);
        s.spawn(worker);
    });
}
