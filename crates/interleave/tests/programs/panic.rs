use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static SEATS: AtomicU32 = AtomicU32::new(1);

fn book() {
    if SEATS.load(Relaxed) > 0 {
        let left = SEATS.fetch_sub(1, Relaxed);
        assert!(left > 0, "sold twice");
    }
}

fn main() {
    let other = thread::spawn(book);
    book();
    other.join().unwrap();
    println!("sold");
}
