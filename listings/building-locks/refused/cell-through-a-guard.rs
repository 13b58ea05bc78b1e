use building_locks::Mutex;
use std::cell::Cell;
use std::thread;

fn on_two_threads(work: impl Fn() + Sync) {
    thread::scope(|s| {
        s.spawn(&work);
        s.spawn(&work);
    });
}

fn main() {
    let count = Mutex::new(Cell::new(0));
    let guard = count.lock();
    on_two_threads(|| guard.set(guard.get() + 1));
}
