use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

static TOTAL: AtomicU64 = AtomicU64::new(0);

fn measure(station: u64) -> u64 {
    thread::sleep(Duration::from_millis(600)); // a slow instrument
    station * station
}

fn main() {
    for station in 1..=8 {
        thread::spawn(move || TOTAL.fetch_add(measure(station), Relaxed));
    }
    println!("{}", TOTAL.load(Relaxed));
}
