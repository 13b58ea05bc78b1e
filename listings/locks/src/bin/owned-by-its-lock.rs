use std::sync::Mutex;
use std::thread;

static COUNTER: Mutex<u32> = Mutex::new(0);

fn add_one() {
    let mut count = COUNTER.lock().unwrap();
    *count += 1;
} // the guard is dropped here, and the lock is free

fn main() {
    thread::scope(|s| {
        s.spawn(add_one);
        s.spawn(add_one);
    });
    println!("{}", COUNTER.lock().unwrap());
}
