use building_locks::Mutex;
use std::cell::Cell;
use std::thread;

fn main() {
    let count = Mutex::new(Cell::new(0));
    let guard = count.lock();
    thread::scope(|s| {
        s.spawn(|| guard.set(guard.get() + 1));
        s.spawn(|| guard.set(guard.get() + 1));
    });
}
