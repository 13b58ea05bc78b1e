use std::sync::{Barrier, Mutex};
use std::thread;

const SEATS: usize = 5;
static FORKS: [Mutex<()>; SEATS] = [const { Mutex::new(()) }; SEATS];

fn dine(seat: usize, all: &Barrier) {
    let _left = FORKS[seat].lock().unwrap();
    all.wait(); // everybody has a left fork
    let _right = FORKS[(seat + 1) % SEATS].lock().unwrap();
    println!("philosopher {seat} eats");
}

fn main() {
    let all = Barrier::new(SEATS);
    thread::scope(|s| {
        for seat in 0..SEATS {
            let all = &all;
            s.spawn(move || dine(seat, all));
        }
    });
}
