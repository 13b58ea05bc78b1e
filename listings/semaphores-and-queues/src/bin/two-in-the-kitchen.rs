use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: semaphore
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
// ANCHOR_END: semaphore

static KITCHEN: Semaphore = Semaphore::new(2);
static INSIDE: AtomicU32 = AtomicU32::new(0);

fn cook() {
    KITCHEN.acquire();
    let inside = INSIDE.fetch_add(1, SeqCst) + 1;
    assert!(inside <= 2, "{inside} in a kitchen for two");
    INSIDE.fetch_sub(1, SeqCst);
    KITCHEN.release();
}

fn main() {
    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(cook);
        }
    });
    println!("three have cooked, two at most at a time");
}
