use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::thread;

struct Semaphore {
    permits: Mutex<u32>,
    released: Condvar,
}

impl Semaphore {
    const fn new(permits: u32) -> Semaphore {
        Semaphore {
            permits: Mutex::new(permits),
            released: Condvar::new(),
        }
    }

    /// Takes a permit, and waits for one if there is none.
    fn acquire(&self) {
        let permits = self.permits.lock().unwrap();
        let mut permits = self
            .released
            .wait_while(permits, |permits| *permits == 0)
            .unwrap();
        *permits -= 1;
    }

    /// Gives a permit back, or a new one.
    fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.released.notify_one();
    }
}

// ANCHOR: shelf
struct Shelf {
    free: Semaphore,
    filled: Semaphore,
    loaves: Mutex<VecDeque<u32>>,
}

impl Shelf {
    fn put(&self, loaf: u32) {
        self.free.acquire();
        self.loaves.lock().unwrap().push_back(loaf);
        self.filled.release();
    }

    fn take(&self) -> u32 {
        self.filled.acquire();
        let loaf = self.loaves.lock().unwrap().pop_front().unwrap();
        self.free.release();
        loaf
    }
}

static SHELF: Shelf = Shelf {
    free: Semaphore::new(1),
    filled: Semaphore::new(0),
    loaves: Mutex::new(VecDeque::new()),
};
// ANCHOR_END: shelf

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
