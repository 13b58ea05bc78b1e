use std::sync::{Condvar, Mutex};
use std::thread;

struct Room {
    readers: u32,
    writing: bool,
    writers_waiting: u32,
    passed: u32,
}

static ROOM: Mutex<Room> = Mutex::new(Room {
    readers: 0,
    writing: false,
    writers_waiting: 0,
    passed: 0,
});
static CHANGED: Condvar = Condvar::new();

// ANCHOR: read
fn read() {
    let mut room = ROOM.lock().unwrap();
    while room.writing {
        room = CHANGED.wait(room).unwrap();
    }
    room.readers += 1;
    if room.writers_waiting > 0 {
        room.passed += 1;
    }
    drop(room);

    // reads

    ROOM.lock().unwrap().readers -= 1;
    CHANGED.notify_all();
}
// ANCHOR_END: read

// ANCHOR: write
fn write() {
    let mut room = ROOM.lock().unwrap();
    room.writers_waiting += 1;
    while room.writing || room.readers > 0 {
        room = CHANGED.wait(room).unwrap();
    }
    room.writers_waiting -= 1;
    room.writing = true;
    drop(room);

    // writes

    ROOM.lock().unwrap().writing = false;
    CHANGED.notify_all();
}
// ANCHOR_END: write

fn main() {
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| (0..2).for_each(|_| read()));
        }
        s.spawn(write);
    });
    println!("{} went in before the writer", ROOM.lock().unwrap().passed);
}
