use std::sync::Mutex;
use std::thread;

static LOCK: Mutex<u32> = Mutex::new(0);

fn main() {
    let other = thread::spawn(|| *LOCK.lock().unwrap() += 1);
    // Here main forks. The copy has the lock as it is at this moment, and not the other thread.
    let copied = match LOCK.try_lock() {
        Ok(_) => "free",
        Err(_) => "held, by nobody",
    };
    other.join().unwrap();
    println!("in the copy the lock is {copied}");
}
