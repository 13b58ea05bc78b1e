use std::sync::Mutex;
use std::thread;

const SEATS: usize = 5;
static FORKS: [Mutex<()>; SEATS] = [const { Mutex::new(()) }; SEATS];

fn dine(seat: usize) {
    let (left, right) = (seat, (seat + 1) % SEATS);
    let _left = FORKS[left].lock().unwrap();
    let _right = FORKS[right].lock().unwrap();
}

fn main() {
    thread::scope(|s| {
        for seat in 0..SEATS {
            s.spawn(move || dine(seat));
        }
    });
    println!("all have eaten");
}
