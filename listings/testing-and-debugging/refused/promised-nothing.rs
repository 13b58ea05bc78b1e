use std::cell::UnsafeCell;
use std::sync::Arc;
use std::thread;

struct Tally(UnsafeCell<u32>);

impl Tally {
    fn add_one(&self) {
        let count = self.0.get();
        // SAFETY: none. Nothing keeps other threads away.
        unsafe { *count += 1 }
    }
}

fn main() {
    let tally = Arc::new(Tally(UnsafeCell::new(0)));
    let theirs = Arc::clone(&tally);
    let other = thread::spawn(move || theirs.add_one());
    tally.add_one();
    other.join().unwrap();
    // SAFETY: the other thread has ended.
    let count = unsafe { *tally.0.get() };
    assert_eq!(count, 2, "one is missing");
    println!("{count}");
}
