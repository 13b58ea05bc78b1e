use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: shelf
struct Shelf {
    room: usize,
    loaves: Mutex<VecDeque<u32>>,
    not_full: Condvar,
    not_empty: Condvar,
}

impl Shelf {
    fn put(&self, loaf: u32) {
        let loaves = self.loaves.lock().unwrap();
        let mut loaves = self
            .not_full
            .wait_while(loaves, |loaves| loaves.len() == self.room)
            .unwrap();
        loaves.push_back(loaf);
        self.not_empty.notify_one();
    }

    fn take(&self) -> u32 {
        let loaves = self.loaves.lock().unwrap();
        let mut loaves = self
            .not_empty
            .wait_while(loaves, |loaves| loaves.is_empty())
            .unwrap();
        let loaf = loaves.pop_front().unwrap();
        self.not_full.notify_one();
        loaf
    }
}
// ANCHOR_END: shelf

static SHELF: Shelf = Shelf {
    room: 1,
    loaves: Mutex::new(VecDeque::new()),
    not_full: Condvar::new(),
    not_empty: Condvar::new(),
};

fn main() {
    let sold: u32 = thread::scope(|s| {
        for first in [1, 3] {
            s.spawn(move || {
                SHELF.put(first);
                SHELF.put(first + 1);
            });
        }
        let customers = [0, 1].map(|_| s.spawn(|| SHELF.take() + SHELF.take()));
        customers
            .map(|customer| customer.join().unwrap())
            .iter()
            .sum()
    });
    println!("loaves 1 to 4: {sold}");
}
