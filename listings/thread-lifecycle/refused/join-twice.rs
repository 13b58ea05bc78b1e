use std::thread;

fn main() {
    let worker = thread::spawn(|| println!("done"));
    worker.join().unwrap();
    worker.join().unwrap();
}
