use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

const THREADS: u32 = 5;
const TURNS: u32 = 100_000;
static COUNTER: AtomicU32 = AtomicU32::new(0);

fn add_many() {
    for _ in 0..TURNS {
        let seen = COUNTER.load(SeqCst);
        COUNTER.store(seen + 1, SeqCst);
    }
}

fn main() {
    thread::scope(|s| {
        for _ in 0..THREADS {
            s.spawn(add_many);
        }
    });
    println!("{} expected", THREADS * TURNS);
    println!("{} counted", COUNTER.load(SeqCst));
}
