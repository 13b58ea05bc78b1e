use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::thread;

// ANCHOR: lock
const NOBODY: usize = 3;

// Of each thread: who comes after it, and whether it has to wait.
static NEXT: [AtomicUsize; 3] = [const { AtomicUsize::new(NOBODY) }; 3];
static WAITS: [AtomicBool; 3] = [const { AtomicBool::new(true) }; 3];
static LAST: AtomicUsize = AtomicUsize::new(NOBODY);

fn lock(me: usize) {
    let before = LAST.swap(me, AcqRel);
    if before != NOBODY {
        NEXT[before].store(me, Release);
        while WAITS[me].load(Acquire) {
            spin_loop();
        }
    }
}

fn unlock(me: usize) {
    if NEXT[me].load(Acquire) == NOBODY {
        // Nobody, or somebody who has not yet said who.
        if LAST.compare_exchange(me, NOBODY, Release, Relaxed).is_ok() {
            return;
        }
        while NEXT[me].load(Acquire) == NOBODY {
            spin_loop();
        }
    }
    WAITS[NEXT[me].load(Relaxed)].store(false, Release);
}
// ANCHOR_END: lock

static mut COUNTER: u32 = 0;

fn main() {
    thread::scope(|s| {
        for me in 0..3 {
            s.spawn(move || {
                lock(me);
                // Safety: one thread at a time is between `lock` and `unlock`.
                unsafe { COUNTER += 1 };
                unlock(me);
            });
        }
    });
    // Safety: the scope has joined all threads.
    println!("{}", unsafe { COUNTER });
}
