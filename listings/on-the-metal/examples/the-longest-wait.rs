use std::thread;
use std::time::Duration;

fn measure(station: u64) -> u64 {
    thread::sleep(Duration::from_millis(600)); // a slow instrument
    station * station
}

fn main() {
    let mut total = 0;
    for station in 1..=8 {
        let reading = thread::spawn(move || measure(station));
        total += reading.join().unwrap();
    }
    println!("{total}");
}
