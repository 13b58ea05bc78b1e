use std::sync::Mutex;
use std::thread;
use std::time::Duration;

static SEATS: Mutex<i32> = Mutex::new(1);

fn book() {
    let seats = *SEATS.lock().unwrap();
    thread::sleep(Duration::from_millis(50)); // long enough for the other to look, as a rule
    if seats > 0 {
        *SEATS.lock().unwrap() -= 1;
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(book);
        s.spawn(book);
    });
    println!("{} seats left", SEATS.lock().unwrap());
}
