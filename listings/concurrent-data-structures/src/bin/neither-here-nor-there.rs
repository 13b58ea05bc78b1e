use std::sync::Mutex;
use std::thread;

static LEFT: Mutex<u32> = Mutex::new(1); // books on the left shelf
static RIGHT: Mutex<u32> = Mutex::new(0);

fn carry() {
    *LEFT.lock().unwrap() -= 1;
    *RIGHT.lock().unwrap() += 1;
}

fn count() -> u32 {
    let left = *LEFT.lock().unwrap();
    let right = *RIGHT.lock().unwrap();
    left + right
}

fn main() {
    thread::scope(|s| {
        s.spawn(carry);
        println!("{}", count());
    });
}
