use std::sync::RwLock;
use std::thread;

static PAGE: RwLock<&str> = RwLock::new("once upon a time");

fn main() {
    thread::scope(|s| {
        let first = PAGE.read().unwrap();
        s.spawn(|| *PAGE.write().unwrap() = "the end");
        while PAGE.try_read().is_ok() {
            thread::yield_now(); // until the writer waits
        }
        println!("only readers inside, and no reader may enter");
        let second = PAGE.read().unwrap();
        println!("{first} {second}");
    });
}
