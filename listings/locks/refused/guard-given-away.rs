use std::sync::Mutex;
use std::thread;

static COUNTER: Mutex<u32> = Mutex::new(0);

fn main() {
    let guard = COUNTER.lock().unwrap();
    thread::spawn(move || drop(guard)).join().unwrap();
}
