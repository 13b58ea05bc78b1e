use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

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

    fn acquire(&self) -> Permit<'_> {
        let permits = self.permits.lock().unwrap();
        let mut permits = self
            .released
            .wait_while(permits, |permits| *permits == 0)
            .unwrap();
        *permits -= 1;
        Permit(self)
    }

    fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.released.notify_one();
    }
}

// ANCHOR: shelf
/// Gives the permit back when it is dropped.
struct Permit<'a>(&'a Semaphore);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.release();
    }
}

static FREE: Semaphore = Semaphore::new(2);
static FILLED: Semaphore = Semaphore::new(0);
static SHELF: Mutex<VecDeque<u32>> = Mutex::new(VecDeque::new());

fn put(loaf: u32) {
    let _permit = FREE.acquire();
    SHELF.lock().unwrap().push_back(loaf);
    FILLED.release();
}

fn take() -> Option<u32> {
    let _permit = FILLED.acquire();
    let loaf = SHELF.lock().unwrap().pop_front();
    FREE.release();
    loaf
}
// ANCHOR_END: shelf

fn main() {
    for loaf in 1..=3 {
        put(loaf);
    }
    println!("{} on a shelf for 2", SHELF.lock().unwrap().len());
    let taken = [take(), take(), take(), take()];
    println!("taken: {taken:?}");
}
