use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

const RUNNERS: u32 = 3;
/// How many have arrived, and in which round.
static ARRIVED: Mutex<(u32, u32)> = Mutex::new((0, 0));
static ALL_HERE: Condvar = Condvar::new();
static LAPS: AtomicU32 = AtomicU32::new(0);

/// Lets nobody through before all runners have arrived; as often as they like.
fn barrier() {
    let mut arrived = ARRIVED.lock().unwrap();
    let round = arrived.1;
    arrived.0 += 1;
    if arrived.0 == RUNNERS {
        *arrived = (0, round + 1);
        ALL_HERE.notify_all();
    } else {
        while arrived.1 == round {
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
