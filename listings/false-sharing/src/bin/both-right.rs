use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

/// Two counters in 16 bytes: on one line.
static CATS: AtomicU64 = AtomicU64::new(0);
static DOGS: AtomicU64 = AtomicU64::new(0);

fn main() {
    thread::scope(|s| {
        s.spawn(|| CATS.fetch_add(1, Relaxed));
        s.spawn(|| DOGS.fetch_add(1, Relaxed));
    });
    println!("{} and {}", CATS.load(Relaxed), DOGS.load(Relaxed));
}
