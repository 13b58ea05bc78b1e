use std::sync::RwLock;
use std::thread;
use std::time::Duration;

static SEATS: RwLock<i32> = RwLock::new(1);

/// The customer hesitates. Leave this one alone, and outside any lock.
fn think() {
    thread::sleep(Duration::from_millis(5));
}

fn book() -> bool {
    let free = *SEATS.write().unwrap() > 0;
    if free {
        think();
        *SEATS.write().unwrap() -= 1;
    }
    free
}

fn main() {
    let booked = thread::scope(|s| {
        let other = s.spawn(book);
        [book(), other.join().unwrap()]
    });
    let sold = booked.iter().filter(|&&sold| sold).count();
    println!("{sold} sold, {} left", SEATS.read().unwrap());
}
