use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

const RUNNERS: u32 = 3;
static ARRIVED: Mutex<u32> = Mutex::new(0);
static ALL_HERE: Condvar = Condvar::new();
static LAPS: AtomicU32 = AtomicU32::new(0);

/// Lets nobody through before all runners have arrived; as often as they like.
fn barrier() {
    let mut arrived = ARRIVED.lock().unwrap();
    *arrived += 1;
    if *arrived == RUNNERS {
        *arrived = 0;
        ALL_HERE.notify_all();
    } else {
        while *arrived < RUNNERS {
            arrived = ALL_HERE.wait(arrived).unwrap();
        }
    }
}

fn run() {
    for lap in 1..=2 {
        LAPS.fetch_add(1, SeqCst);
        barrier();
        assert!(
            LAPS.load(SeqCst) >= RUNNERS * lap,
            "somebody is still on the way"
        );
    }
}

fn main() {
    thread::scope(|s| {
        for _ in 0..RUNNERS {
            s.spawn(run);
        }
    });
    println!("{} laps", LAPS.load(SeqCst));
}
