use std::sync::{Barrier, Mutex};
use std::thread;

static SEATS: Mutex<i32> = Mutex::new(1);

fn book(both_have_looked: &Barrier) {
    let seats = *SEATS.lock().unwrap();
    both_have_looked.wait();
    if seats > 0 {
        *SEATS.lock().unwrap() -= 1;
    }
}

fn main() {
    let both_have_looked = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| book(&both_have_looked));
        s.spawn(|| book(&both_have_looked));
    });
    println!("{} seats left", SEATS.lock().unwrap());
}
