use std::sync::Mutex;
use std::thread;

/// Who holds it runs; and what only who runs may change.
static LOOP: Mutex<u32> = Mutex::new(0);

fn add_one() {
    let count = LOOP.lock().unwrap();
    let seen = *count;
    drop(count); // an await: the loop is free for others,
    let mut count = LOOP.lock().unwrap(); // until it is our turn again
    *count = seen + 1;
}

fn main() {
    thread::scope(|s| {
        s.spawn(add_one);
        s.spawn(add_one);
    });
    println!("{}", LOOP.lock().unwrap());
}
