use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel();
    for reading in [20, 22] {
        let sender = sender.clone();
        thread::spawn(move || sender.send(reading).unwrap());
    }
    let mut sum = 0;
    for reading in receiver {
        sum += reading;
    }
    println!("sum of all readings: {sum}");
}
