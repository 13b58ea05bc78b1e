use std::thread;
use std::time::{Duration, Instant};

/// A slow sensor. The later ones are a little quicker.
fn ask(sensor: u64) -> u64 {
    thread::sleep(Duration::from_millis(300 - 20 * sensor));
    sensor * 10
}

/// Asks all sensors; the answers come in the order of the sensors.
fn ask_all(sensors: &[u64]) -> Vec<u64> {
    let mut threads = Vec::new();
    for &sensor in sensors {
        threads.push(thread::spawn(move || ask(sensor)));
    }
    let mut answers = Vec::new();
    while let Some(thread) = threads.pop() {
        answers.push(thread.join().unwrap());
    }
    answers
}

fn main() {
    let begin = Instant::now();
    let answers = ask_all(&[1, 2, 3, 4, 5]);
    let quick = begin.elapsed() < Duration::from_millis(430);
    println!(
        "{answers:?}, {}",
        if quick {
            "all at once"
        } else {
            "one after the other"
        }
    );
}
