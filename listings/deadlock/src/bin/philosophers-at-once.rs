use std::sync::{Condvar, Mutex};
use std::thread;

const SEATS: usize = 4;
static TAKEN: Mutex<[bool; SEATS]> = Mutex::new([false; SEATS]);
static PUT_BACK: Condvar = Condvar::new();

fn dine(seat: usize) {
    let forks = [seat, (seat + 1) % SEATS];
    let taken = TAKEN.lock().unwrap();
    let mut taken = PUT_BACK
        .wait_while(taken, |taken| taken[forks[0]] || taken[forks[1]])
        .unwrap();
    for fork in forks {
        taken[fork] = true;
    }
    drop(taken);

    // eats

    let mut taken = TAKEN.lock().unwrap();
    for fork in forks {
        taken[fork] = false;
    }
    drop(taken);
    PUT_BACK.notify_all();
}

fn main() {
    thread::scope(|s| {
        for seat in 0..SEATS {
            s.spawn(move || dine(seat));
        }
    });
    println!("all have eaten");
}
