use std::thread;
use std::time::Duration;

fn measure(station: u64) -> u64 {
    thread::sleep(Duration::from_millis(600)); // a slow instrument
    station * station
}

fn main() {
    let readings = (1..=8).map(|station| thread::spawn(move || measure(station)));
    let total: u64 = readings.map(|reading| reading.join().unwrap()).sum();
    println!("{total}");
}
