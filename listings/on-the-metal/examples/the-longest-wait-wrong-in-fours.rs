use std::thread;
use std::time::Duration;

fn measure(station: u64) -> u64 {
    thread::sleep(Duration::from_millis(600)); // a slow instrument
    station * station
}

fn main() {
    let mut total = 0;
    for stations in [1..=4, 5..=8] {
        let readings: Vec<_> = stations
            .map(|station| thread::spawn(move || measure(station)))
            .collect();
        for reading in readings {
            total += reading.join().unwrap(); // and only then the other four
        }
    }
    println!("{total}");
}
