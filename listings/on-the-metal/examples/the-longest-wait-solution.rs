use std::thread;
use std::time::Duration;

fn measure(station: u64) -> u64 {
    thread::sleep(Duration::from_millis(600)); // a slow instrument
    station * station
}

fn main() {
    let readings: Vec<_> = (1..=8)
        .map(|station| thread::spawn(move || measure(station)))
        .collect(); // without this line the iterator would start each thread when it is asked for the next value
    let total: u64 = readings
        .into_iter()
        .map(|reading| reading.join().unwrap())
        .sum();
    println!("{total}");
}
