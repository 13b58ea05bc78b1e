use std::sync::{Barrier, Mutex};
use std::thread;

static SEATS: Mutex<i32> = Mutex::new(1);

fn book(both_are_here: &Barrier) {
    both_are_here.wait();
    let seats = *SEATS.lock().unwrap();
    if seats > 0 {
        *SEATS.lock().unwrap() -= 1;
    }
}

fn main() {
    let both_are_here = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| book(&both_are_here));
        s.spawn(|| book(&both_are_here));
    });
    println!("{} seats left", SEATS.lock().unwrap());
}
