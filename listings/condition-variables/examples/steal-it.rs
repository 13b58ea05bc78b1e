use std::sync::{Condvar, Mutex};
use std::thread;

struct Shelf {
    somebody_waits: bool,
    items: Vec<u32>,
}

static SHELF: Mutex<Shelf> = Mutex::new(Shelf {
    somebody_waits: false,
    items: Vec::new(),
});
static FILLED: Condvar = Condvar::new();
static WAITED_FOR: Condvar = Condvar::new();

/// Takes an item, and waits for one if there is none. Leave this function alone.
fn take() -> Option<u32> {
    let mut shelf = SHELF.lock().unwrap();
    if shelf.items.is_empty() {
        shelf.somebody_waits = true;
        WAITED_FOR.notify_one();
        shelf = FILLED.wait(shelf).unwrap();
    }
    shelf.items.pop()
}

/// Puts one item, and takes one.
fn put_and_steal() -> Option<u32> {
    SHELF.lock().unwrap().items.push(7);
    FILLED.notify_one();
    take()
}

fn main() {
    let (taken, stolen) = thread::scope(|s| {
        let taker = s.spawn(take);
        let stolen = put_and_steal();
        (taker.join().unwrap(), stolen)
    });
    println!("taken {taken:?}, stolen {stolen:?}");
}
