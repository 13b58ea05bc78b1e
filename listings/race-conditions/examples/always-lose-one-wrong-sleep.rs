use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// You are the scheduler: make this program print 1, on every machine and in every run.
/// Leave the load and the store as they are. A `Barrier` lets nobody past `wait` until both are there.
fn add_one(_meet: &Barrier) {
    let seen = COUNTER.load(SeqCst);
    thread::sleep(Duration::from_millis(20));
    COUNTER.store(seen + 1, SeqCst);
}

fn main() {
    let meet = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| add_one(&meet));
        s.spawn(|| add_one(&meet));
    });
    println!("{}", COUNTER.load(SeqCst));
}
