use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

/// Does one step, and says whether there is another.
type Task = Box<dyn FnMut() -> bool + Send>;

static READY: Mutex<VecDeque<Task>> = Mutex::new(VecDeque::new());

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

fn cook(dish: &'static str) -> Task {
    let mut step = 0;
    Box::new(move || {
        step += 1;
        println!("{dish} {step}");
        step < 2
    })
}

fn main() {
    READY.lock().unwrap().extend([cook("soup"), cook("tart")]);
    thread::scope(|s| {
        s.spawn(worker);
        s.spawn(worker);
    });
}
