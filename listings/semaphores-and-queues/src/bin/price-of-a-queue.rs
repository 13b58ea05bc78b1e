use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, mpsc};
use std::thread;
use std::time::Instant;

struct WithBells {
    room: usize,
    loaves: Mutex<VecDeque<u32>>,
    not_full: Condvar,
    not_empty: Condvar,
}

impl WithBells {
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

struct WithSemaphores {
    free: Semaphore,
    filled: Semaphore,
    loaves: Mutex<VecDeque<u32>>,
}

impl WithSemaphores {
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

// ANCHOR: measure
const LOAVES: u32 = 20_000;
const ROOM: usize = 64;

fn measure(way: &str, put: impl Fn(u32) + Send, take: impl Fn() -> u32) {
    let start = Instant::now();
    thread::scope(|s| {
        s.spawn(move || (0..LOAVES).for_each(put));
        for expected in 0..LOAVES {
            assert_eq!(take(), expected);
        }
    });
    let time = start.elapsed().as_secs_f64() * 1e9 / f64::from(LOAVES);
    println!("{time:.0} ns for each loaf: {way}");
}

fn main() {
    let shelf = WithBells {
        room: ROOM,
        loaves: Mutex::new(VecDeque::new()),
        not_full: Condvar::new(),
        not_empty: Condvar::new(),
    };
    measure(
        "mutex and two bells",
        |loaf| shelf.put(loaf),
        || shelf.take(),
    );
    let shelf = WithSemaphores {
        free: Semaphore::new(ROOM as u32),
        filled: Semaphore::new(0),
        loaves: Mutex::new(VecDeque::new()),
    };
    measure(
        "mutex and semaphores",
        |loaf| shelf.put(loaf),
        || shelf.take(),
    );
    let (put, take) = mpsc::sync_channel(ROOM);
    measure(
        "sync_channel",
        |loaf| put.send(loaf).unwrap(),
        || take.recv().unwrap(),
    );
    let (put, take) = mpsc::channel();
    measure(
        "channel",
        |loaf| put.send(loaf).unwrap(),
        || take.recv().unwrap(),
    );
    let (put, take) = mpsc::sync_channel(0);
    measure(
        "rendezvous",
        |loaf| put.send(loaf).unwrap(),
        || take.recv().unwrap(),
    );
}
// ANCHOR_END: measure
