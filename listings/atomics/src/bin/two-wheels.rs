use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static HUNDREDS: AtomicU32 = AtomicU32::new(1);
static UNITS: AtomicU32 = AtomicU32::new(99);

/// One more mile: from 199 to 200.
fn turn_over() {
    UNITS.store(0, SeqCst);
    HUNDREDS.store(2, SeqCst);
}

fn read() -> u32 {
    let hundreds = HUNDREDS.load(SeqCst);
    let units = UNITS.load(SeqCst);
    100 * hundreds + units
}

fn main() {
    let seen = thread::scope(|s| {
        s.spawn(turn_over);
        read()
    });
    println!("{seen}");
}
