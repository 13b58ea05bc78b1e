use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

struct Gil {
    locked: bool,
    /// Who took it last.
    last: u32,
    /// How often it has gone from one thread to another.
    switches: u32,
}

static GIL: Mutex<Gil> = Mutex::new(Gil {
    locked: false,
    last: 0,
    switches: 0,
});
/// It was let go of.
static FREE: Condvar = Condvar::new();
/// Somebody else took it.
static TAKEN: Condvar = Condvar::new();
/// Somebody asked for it.
static ASKED: AtomicBool = AtomicBool::new(false);

fn take(thread: u32) {
    let mut gil = GIL.lock().unwrap();
    if gil.locked {
        let (woken, waited) = FREE
            .wait_timeout_while(gil, Duration::from_millis(5), |gil| gil.locked)
            .unwrap();
        gil = woken;
        if waited.timed_out() {
            ASKED.store(true, Relaxed);
            gil = FREE.wait_while(gil, |gil| gil.locked).unwrap();
        }
    }
    gil.locked = true;
    ASKED.store(false, Relaxed);
    if gil.last != thread {
        gil.last = thread;
        gil.switches += 1;
        TAKEN.notify_all();
    }
}

fn release(thread: u32) {
    let mut gil = GIL.lock().unwrap();
    gil.locked = false;
    FREE.notify_one();
    // Somebody asked: do not come back before somebody else has had it.
    if ASKED.load(Relaxed) {
        drop(TAKEN.wait_while(gil, |gil| gil.last == thread).unwrap());
    }
}

fn check(thread: u32) {
    if ASKED.load(Relaxed) {
        release(thread);
        take(thread);
    }
}

fn main() {
    take(1);
    let other = thread::spawn(|| {
        take(2);
        release(2);
    });
    check(1);
    release(1);
    other.join().unwrap();
    println!("it changed hands {} times", GIL.lock().unwrap().switches);
}
