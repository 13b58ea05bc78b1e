use std::thread;

fn main() {
    thread::spawn(|| println!("numbers"));
    thread::spawn(|| println!("letters"));
    println!("main: both are done");
}
