use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

const SEATS: usize = 4;
const MEAL: Duration = Duration::from_millis(1);
static FORKS: [Mutex<()>; SEATS] = [const { Mutex::new(()) }; SEATS];
static CLOSED: AtomicBool = AtomicBool::new(false);

// ANCHOR: manners
/// Takes a fork, and waits for the other as long as it takes.
fn insist(low: usize, high: usize) -> u32 {
    let _low = FORKS[low].lock().unwrap();
    let _high = FORKS[high].lock().unwrap();
    thread::sleep(MEAL);
    1
}

/// Takes both forks or none, and thinks for a while.
fn try_politely(low: usize, high: usize) -> u32 {
    let mut meals = 0;
    if let Ok(_low) = FORKS[low].try_lock()
        && let Ok(_high) = FORKS[high].try_lock()
    {
        thread::sleep(MEAL);
        meals = 1;
    }
    thread::sleep(MEAL);
    meals
}
// ANCHOR_END: manners

fn main() {
    let until_closed = |dine: fn(usize, usize) -> u32, low, high| {
        let mut meals = 0;
        while !CLOSED.load(SeqCst) {
            meals += dine(low, high);
        }
        meals
    };
    let meals = thread::scope(|s| {
        let left = s.spawn(move || until_closed(insist, 0, 3));
        let polite = s.spawn(move || until_closed(try_politely, 0, 1));
        let right = s.spawn(move || until_closed(insist, 1, 2));
        thread::sleep(Duration::from_millis(500));
        CLOSED.store(true, SeqCst);
        [left, polite, right].map(|p| p.join().unwrap())
    });
    println!("{} meals: the neighbour on the left", meals[0]);
    println!("{} meals: the polite one", meals[1]);
    println!("{} meals: the neighbour on the right", meals[2]);
}
