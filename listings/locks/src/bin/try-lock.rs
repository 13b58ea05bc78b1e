use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static SHELF: Mutex<u32> = Mutex::new(0);
static WENT_ON: AtomicU32 = AtomicU32::new(0);

fn tidy() {
    match SHELF.try_lock() {
        Ok(mut tidied) => *tidied += 1,
        Err(_) => {
            WENT_ON.fetch_add(1, SeqCst); // somebody is at it already
        }
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(tidy);
        s.spawn(tidy);
    });
    let tidied = *SHELF.lock().unwrap();
    println!("tidied {tidied}, went on {}", WENT_ON.load(SeqCst));
}
