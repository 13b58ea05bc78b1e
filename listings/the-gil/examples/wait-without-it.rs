use std::sync::Mutex;
use std::thread;

static GIL: Mutex<u32> = Mutex::new(0);

/// Called by the interpreter, which holds the GIL for us. Wait for the worker, and print what it counted.
fn main() {
    let gil = GIL.lock().unwrap();
    println!("waiting for the worker");
    let worker = thread::spawn(|| *GIL.lock().unwrap() += 1);
    worker.join().unwrap();
    println!("{}", *gil);
}
