use std::sync::{Condvar, Mutex};
use std::thread;

const SEATS: usize = 4;
static FORKS: [Mutex<()>; SEATS] = [const { Mutex::new(()) }; SEATS];
static ADMITTED: Mutex<usize> = Mutex::new(0);
static LEFT_TABLE: Condvar = Condvar::new();

fn dine(seat: usize) {
    let admitted = ADMITTED.lock().unwrap();
    let full = |admitted: &mut usize| *admitted == SEATS - 1;
    *LEFT_TABLE.wait_while(admitted, full).unwrap() += 1;
    {
        let _left = FORKS[seat].lock().unwrap();
        let _right = FORKS[(seat + 1) % SEATS].lock().unwrap();
    }
    *ADMITTED.lock().unwrap() -= 1;
    LEFT_TABLE.notify_one();
}

fn main() {
    thread::scope(|s| {
        for seat in 0..SEATS {
            s.spawn(move || dine(seat));
        }
    });
    println!("all have eaten");
}
