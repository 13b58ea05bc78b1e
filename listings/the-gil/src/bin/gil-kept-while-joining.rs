use std::sync::Mutex;
use std::thread;

static GIL: Mutex<u32> = Mutex::new(0);

fn main() {
    let gil = GIL.lock().unwrap(); // Whoever calls us holds it.
    println!("waiting for the worker");
    let worker = thread::spawn(|| *GIL.lock().unwrap() += 1);
    worker.join().unwrap();
    println!("{}", *gil);
}
