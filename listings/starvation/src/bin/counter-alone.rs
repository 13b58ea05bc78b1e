use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

static READERS: AtomicU32 = AtomicU32::new(0);
static TAKEN: Mutex<bool> = Mutex::new(false);
static FREE: Condvar = Condvar::new();
static WRITING: AtomicBool = AtomicBool::new(false);

fn acquire() {
    let taken = TAKEN.lock().unwrap();
    *FREE.wait_while(taken, |taken| *taken).unwrap() = true;
}

fn release() {
    *TAKEN.lock().unwrap() = false;
    FREE.notify_one();
}

fn read() {
    if READERS.fetch_add(1, SeqCst) == 0 {
        acquire();
    }
    if WRITING.load(SeqCst) {
        println!("a reader meets a writer");
    }
    if READERS.fetch_sub(1, SeqCst) == 1 {
        release();
    }
}

fn write() {
    acquire();
    WRITING.store(true, SeqCst);
    WRITING.store(false, SeqCst);
    release();
}

fn main() {
    thread::scope(|s| {
        s.spawn(read);
        s.spawn(read);
        s.spawn(write);
    });
}
