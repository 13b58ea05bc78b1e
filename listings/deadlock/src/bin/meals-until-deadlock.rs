use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

const SEATS: usize = 5;
static FORKS: [Mutex<()>; SEATS] = [const { Mutex::new(()) }; SEATS];
static MEALS: AtomicU64 = AtomicU64::new(0);

fn dine_for_ever(seat: usize) {
    loop {
        let _left = FORKS[seat].lock().unwrap();
        let _right = FORKS[(seat + 1) % SEATS].lock().unwrap();
        MEALS.fetch_add(1, SeqCst);
    }
}

fn main() {
    for seat in 0..SEATS {
        thread::spawn(move || dine_for_ever(seat));
    }
    let mut meals = 0;
    for _ in 0..50 {
        thread::sleep(Duration::from_millis(200));
        let now = MEALS.load(SeqCst);
        if now == meals {
            println!("{meals} meals, and then nothing");
            return;
        }
        meals = now;
    }
    println!("{meals} meals, and still eating");
}
