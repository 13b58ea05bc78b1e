use std::thread;

fn main() {
    let mut counter = 0;
    let adder = thread::spawn(|| counter += 1);
    adder.join().unwrap();
}
