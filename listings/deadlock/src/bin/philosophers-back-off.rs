use std::sync::Mutex;
use std::thread;

const SEATS: usize = 5;
static FORKS: [Mutex<()>; SEATS] = [const { Mutex::new(()) }; SEATS];

fn dine(seat: usize) {
    loop {
        let _left = FORKS[seat].lock().unwrap();
        if let Ok(_right) = FORKS[(seat + 1) % SEATS].try_lock() {
            return;
        }
        // Here the left fork is put back.
    }
}

fn main() {
    thread::scope(|s| {
        for seat in 0..SEATS {
            s.spawn(move || dine(seat));
        }
    });
    println!("all have eaten");
}
