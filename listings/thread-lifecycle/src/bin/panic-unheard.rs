use std::thread;
use std::time::Duration;

fn main() {
    thread::spawn(|| panic!("the disk is full"));
    thread::sleep(Duration::from_millis(200));
    println!("main: all is well");
}
