use std::sync::{Condvar, Mutex};
use std::thread;

static DISH: Mutex<Option<&str>> = Mutex::new(None);
static SLEEPER: Mutex<()> = Mutex::new(());
static BELL: Condvar = Condvar::new();

/// The future: is the dish there?
fn poll() -> Option<&'static str> {
    *DISH.lock().unwrap()
}

/// The waker rings a bell.
fn wake() {
    BELL.notify_one();
}

/// The executor polls, and sleeps until the bell rings.
fn block_on() -> &'static str {
    loop {
        if let Some(dish) = poll() {
            return dish;
        }
        let sleeper = SLEEPER.lock().unwrap();
        drop(BELL.wait(sleeper).unwrap());
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            *DISH.lock().unwrap() = Some("soup");
            wake();
        });
        println!("{}", block_on());
    });
}
