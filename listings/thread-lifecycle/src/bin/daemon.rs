use std::thread;
use std::time::Duration;

fn work(name: &str) {
    thread::sleep(Duration::from_millis(100));
    println!("{name} is done");
}

fn main() {
    let first = thread::spawn(|| work("first"));
    let second = thread::spawn(|| work("second"));
    thread::spawn(|| work("daemon"));
    first.join().unwrap();
    second.join().unwrap();
}
