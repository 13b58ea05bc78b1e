use std::sync::RwLock;
use std::thread;

static SEATS: RwLock<i32> = RwLock::new(1);

fn book() -> bool {
    let free = *SEATS.read().unwrap() > 0;
    if free {
        let mut seats = SEATS.write().unwrap();
        if *seats > 0 {
            *seats -= 1;
        }
    }
    free // what we saw, not what we did
}

fn main() {
    let booked = thread::scope(|s| {
        let other = s.spawn(book);
        [book(), other.join().unwrap()]
    });
    let sold = booked.iter().filter(|&&sold| sold).count();
    println!("{sold} sold, {} left", SEATS.read().unwrap());
}
