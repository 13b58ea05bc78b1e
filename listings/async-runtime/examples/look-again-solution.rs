use std::sync::Mutex;
use std::thread::{self, Thread};

static DISH: Mutex<Option<&str>> = Mutex::new(None);
static WAKER: Mutex<Option<Thread>> = Mutex::new(None);

fn poll() -> Option<&'static str> {
    *WAKER.lock().unwrap() = Some(thread::current());
    *DISH.lock().unwrap()
}

fn cook() {
    *DISH.lock().unwrap() = Some("soup");
    let waker = WAKER.lock().unwrap().take();
    if let Some(guest) = waker {
        guest.unpark();
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(cook);
        let dish = loop {
            match poll() {
                Some(dish) => break dish,
                None => thread::park(),
            }
        };
        println!("{dish}");
    });
}
