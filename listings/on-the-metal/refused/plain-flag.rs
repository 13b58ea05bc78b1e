use std::cell::Cell;
use std::thread;

fn main() {
    let stop = Cell::new(false);
    thread::scope(|s| {
        s.spawn(|| while !stop.get() {});
        stop.set(true);
    });
}
