use std::sync::Mutex;
use std::thread;

static DISH: Mutex<Option<&str>> = Mutex::new(None);
static SALT: Mutex<bool> = Mutex::new(false);

/// The future looks for the dish, and on its way out it waits for something else.
fn poll() -> Option<&'static str> {
    let dish = *DISH.lock().unwrap();
    while !*SALT.lock().unwrap() {
        thread::park();
    }
    dish
}

fn block_on() -> &'static str {
    loop {
        match poll() {
            Some(dish) => return dish,
            None => thread::park(),
        }
    }
}

fn main() {
    let guest = thread::current();
    thread::scope(|s| {
        s.spawn(|| {
            *DISH.lock().unwrap() = Some("soup");
            guest.unpark();
            *SALT.lock().unwrap() = true;
            guest.unpark();
        });
        println!("{}", block_on());
    });
}
