use std::sync::{Arc, Mutex};
use std::thread;

struct Tally(Mutex<u32>);

impl Tally {
    fn add_one(&self) {
        *self.0.lock().unwrap() += 1;
    }
}

fn main() {
    let tally = Arc::new(Tally(Mutex::new(0)));
    let theirs = Arc::clone(&tally);
    let other = thread::spawn(move || theirs.add_one());
    tally.add_one();
    other.join().unwrap();
    let count = *tally.0.lock().unwrap();
    assert_eq!(count, 2, "one is missing");
    println!("{count}");
}
