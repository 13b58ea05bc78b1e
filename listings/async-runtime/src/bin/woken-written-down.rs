use std::sync::{Condvar, Mutex};
use std::thread;

static DISH: Mutex<Option<&str>> = Mutex::new(None);
static SALT: Mutex<bool> = Mutex::new(false);
static WOKEN: Mutex<bool> = Mutex::new(false);
static BELL: Condvar = Condvar::new();

fn poll() -> Option<&'static str> {
    let dish = *DISH.lock().unwrap();
    while !*SALT.lock().unwrap() {
        thread::park();
    }
    dish
}

// ANCHOR: executor
fn wake() {
    *WOKEN.lock().unwrap() = true;
    BELL.notify_one();
}

fn block_on() -> &'static str {
    loop {
        if let Some(dish) = poll() {
            return dish;
        }
        let mut woken = BELL
            .wait_while(WOKEN.lock().unwrap(), |woken| !*woken)
            .unwrap();
        *woken = false;
    }
}
// ANCHOR_END: executor

fn main() {
    let guest = thread::current();
    thread::scope(|s| {
        s.spawn(|| {
            *DISH.lock().unwrap() = Some("soup");
            wake();
            *SALT.lock().unwrap() = true;
            guest.unpark();
        });
        println!("{}", block_on());
    });
}
