use std::sync::{Condvar, Mutex};
use std::thread;

/// Opens when it has been counted down to zero, and stays open.
struct Latch {
    left: Mutex<u32>,
    open: Condvar,
}

impl Latch {
    const fn new(left: u32) -> Latch {
        Latch {
            left: Mutex::new(left),
            open: Condvar::new(),
        }
    }

    fn count_down(&self) {
        let mut left = self.left.lock().unwrap();
        *left -= 1;
        if *left == 0 {
            self.open.notify_all();
        }
    }

    fn wait(&self) {
        let mut left = self.left.lock().unwrap();
        while *left > 0 {
            left = self.open.wait(left).unwrap();
        }
    }
}

static LOADED: Latch = Latch::new(2);

fn main() {
    thread::scope(|s| {
        s.spawn(|| LOADED.count_down());
        s.spawn(|| LOADED.count_down());
        LOADED.wait();
        println!("both parts are loaded");
    });
}
