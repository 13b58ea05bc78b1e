use std::sync::Mutex;
use std::thread;

/// The minute from which the cook has both hands free.
static COOK: Mutex<u32> = Mutex::new(0);
/// The minute at which the last dish so far is ready.
static READY: Mutex<u32> = Mutex::new(0);

/// To prepare a dish takes the cook. Then it cooks by itself.
fn dish(prepare: u32, cook: u32) {
    let prepared = {
        let mut free = COOK.lock().unwrap();
        *free += prepare;
        *free
    };
    let mut ready = READY.lock().unwrap();
    *ready = (*ready).max(prepared + cook);
}

fn main() {
    thread::scope(|kitchen| {
        kitchen.spawn(|| dish(2, 3)); // the appetizer
        kitchen.spawn(|| dish(5, 10)); // the main course
        kitchen.spawn(|| dish(3, 5)); // the dessert
    });
    println!("ready after {} minutes", READY.lock().unwrap());
}
