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

static FREE: Semaphore = Semaphore::new(1);
static FILLED: Semaphore = Semaphore::new(0);
static SHELF: Mutex<VecDeque<u32>> = Mutex::new(VecDeque::new());

fn put(loaf: u32) {
    let mut shelf = SHELF.lock().unwrap();
    FREE.acquire();
    shelf.push_back(loaf);
    assert!(shelf.len() <= 1, "no room");
    FILLED.release();
}

fn take() -> u32 {
    let mut shelf = SHELF.lock().unwrap();
    FILLED.acquire();
    let loaf = shelf.pop_front().unwrap();
    FREE.release();
    loaf
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            put(1);
            put(2);
        });
        println!("{} {}", take(), take());
    });
}
