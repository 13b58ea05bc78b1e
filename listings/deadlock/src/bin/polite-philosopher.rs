use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

const SEATS: usize = 3;
static FORKS: [Mutex<()>; SEATS] = [const { Mutex::new(()) }; SEATS];
static CLOSED: AtomicBool = AtomicBool::new(false);

fn eat() {
    for bite in 0..20_000 {
        black_box(bite);
    }
}

// ANCHOR: manners
/// Takes a fork, and waits for the other as long as it takes.
fn insist(low: usize, high: usize) -> u64 {
    let _low = FORKS[low].lock().unwrap();
    let _high = FORKS[high].lock().unwrap();
    eat();
    1
}

/// Takes both forks or none.
fn try_politely(low: usize, high: usize) -> u64 {
    if let Ok(_low) = FORKS[low].try_lock()
        && let Ok(_high) = FORKS[high].try_lock()
    {
        eat();
        return 1;
    }
    thread::yield_now();
    0
}
// ANCHOR_END: manners

fn main() {
    let meals = thread::scope(|s| {
        let philosophers = [0, 1, 2].map(|seat| {
            s.spawn(move || {
                let (low, high) = [(0, 1), (1, 2), (0, 2)][seat];
                let mut meals = 0;
                while !CLOSED.load(SeqCst) {
                    meals += if seat == 1 {
                        try_politely(low, high)
                    } else {
                        insist(low, high)
                    };
                }
                meals
            })
        });
        thread::sleep(Duration::from_millis(500));
        CLOSED.store(true, SeqCst);
        philosophers.map(|p| p.join().unwrap())
    });
    println!("{} meals, {} meals: the two who insist", meals[0], meals[2]);
    println!("{} meals: the polite one", meals[1]);
}
