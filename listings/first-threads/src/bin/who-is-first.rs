use std::thread;

fn main() {
    let child = thread::spawn(|| println!("child"));
    println!("main");
    child.join().unwrap();
}
