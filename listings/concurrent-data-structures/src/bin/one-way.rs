use std::sync::Mutex;
use std::thread;

/// The stations that can be reached from station 0, and from station 1.
static LINES: [Mutex<Vec<usize>>; 2] = [Mutex::new(Vec::new()), Mutex::new(Vec::new())];

/// Opens a line, there and back.
fn open() {
    LINES[0].lock().unwrap().push(1);
    LINES[1].lock().unwrap().push(0);
}

fn main() {
    thread::scope(|s| {
        s.spawn(open);
        let there = !LINES[0].lock().unwrap().is_empty();
        let back = !LINES[1].lock().unwrap().is_empty();
        println!("there: {there}, back: {back}");
    });
}
