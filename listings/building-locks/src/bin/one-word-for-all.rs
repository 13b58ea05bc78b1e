use std::sync::atomic::{AtomicU32, Ordering::*};
use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: lock
const WRITER: u32 = 1 << 30;
const ASLEEP: u32 = 1 << 31;

// Below WRITER, how many readers are inside.
static STATE: AtomicU32 = AtomicU32::new(0);

/// Waits until there is at most `most` in the state, and adds `what`.
fn enter(most: u32, what: u32) {
    let mut state = STATE.load(Relaxed);
    loop {
        let free = state & !ASLEEP <= most;
        let to = if free { state + what } else { state | ASLEEP };
        match STATE.compare_exchange(state, to, Acquire, Relaxed) {
            Ok(_) if free => return,
            Ok(_) => {
                sleep_if(to);
                state = STATE.load(Relaxed);
            }
            Err(now) => state = now,
        }
    }
}

fn leave(what: u32) {
    let last = STATE.fetch_sub(what, Release) == ASLEEP + what;
    if last && STATE.compare_exchange(ASLEEP, 0, Relaxed, Relaxed).is_ok() {
        wake_all();
    }
}
// ANCHOR_END: lock

static BED: Mutex<()> = Mutex::new(());
static BELL: Condvar = Condvar::new();

fn sleep_if(expected: u32) {
    let bed = BED.lock().unwrap();
    if STATE.load(Relaxed) == expected {
        let _bed = BELL.wait(bed);
    }
}

fn wake_all() {
    let _bed = BED.lock().unwrap();
    BELL.notify_all();
}

static mut PAGE: u32 = 0;

fn main() {
    let read = || {
        enter(WRITER - 2, 1);
        // Safety: no writer is inside.
        let seen = unsafe { PAGE };
        leave(1);
        seen
    };
    thread::scope(|s| {
        s.spawn(|| {
            enter(0, WRITER);
            // Safety: nobody else is inside.
            unsafe { PAGE = 1 };
            leave(WRITER);
        });
        println!("{}", s.spawn(read).join().unwrap());
    });
}
