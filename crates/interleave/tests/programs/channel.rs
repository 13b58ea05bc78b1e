use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel();
    let other = sender.clone();
    thread::spawn(move || sender.send(1).unwrap());
    thread::spawn(move || other.send(2).unwrap());
    for message in receiver {
        print!("{message} ");
    }
    println!();
}
