use std::sync::{Condvar, Mutex};
use std::thread;

struct Room {
    readers: u32,
    writing: bool,
    next: u32,
    now: u32,
    writer_asked: bool,
    passed: u32,
}

static ROOM: Mutex<Room> = Mutex::new(Room {
    readers: 0,
    writing: false,
    next: 0,
    now: 0,
    writer_asked: false,
    passed: 0,
});
static CHANGED: Condvar = Condvar::new();

// ANCHOR: policy
fn read() {
    let mut room = ROOM.lock().unwrap();
    let ticket = room.next;
    room.next += 1;
    while room.now != ticket || room.writing {
        room = CHANGED.wait(room).unwrap();
    }
    room.now += 1;
    room.readers += 1;
    if room.writer_asked {
        room.passed += 1;
    }
    drop(room);
    CHANGED.notify_all(); // perhaps the next is a reader, too

    // reads

    ROOM.lock().unwrap().readers -= 1;
    CHANGED.notify_all();
}

fn write() {
    let mut room = ROOM.lock().unwrap();
    let ticket = room.next;
    room.next += 1;
    room.writer_asked = true;
    while room.now != ticket || room.writing || room.readers > 0 {
        room = CHANGED.wait(room).unwrap();
    }
    room.now += 1;
    room.writer_asked = false;
    room.writing = true;
    drop(room);

    // writes

    ROOM.lock().unwrap().writing = false;
    CHANGED.notify_all();
}
// ANCHOR_END: policy

fn main() {
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| (0..2).for_each(|_| read()));
        }
        s.spawn(write);
    });
    println!("{} went in before the writer", ROOM.lock().unwrap().passed);
}
