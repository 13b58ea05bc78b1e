use std::sync::{Arc, Condvar, Mutex};
use std::thread;

fn main() {
    let door = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = Arc::clone(&door);
    let guest = thread::spawn(move || {
        let (open, bell) = &*theirs;
        *open.lock().unwrap() = true;
        bell.notify_one();
    });
    let (open, bell) = &*door;
    let mut is_open = *open.lock().unwrap();
    while !is_open {
        is_open = *bell.wait(open.lock().unwrap()).unwrap();
    }
    guest.join().unwrap();
    println!("open");
}
