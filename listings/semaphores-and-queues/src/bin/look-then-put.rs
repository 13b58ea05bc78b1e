use std::sync::Mutex;
use std::thread;

const ROOM: usize = 1;
static SHELF: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn put(loaf: u32) {
    let full = SHELF.lock().unwrap().len() == ROOM;
    if !full {
        SHELF.lock().unwrap().push(loaf);
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| put(1));
        s.spawn(|| put(2));
    });
    println!("{} on a shelf for {ROOM}", SHELF.lock().unwrap().len());
}
