use std::thread;

fn main() {
    thread::scope(|s| {
        s.spawn(|| panic!("the disk is full"));
        s.spawn(|| println!("the other thread is not disturbed"));
    });
    println!("never printed");
}
