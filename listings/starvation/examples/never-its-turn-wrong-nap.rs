use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

struct Room {
    readers: u32,
    writing: bool,
    reads: u32,
}

static ROOM: Mutex<Room> = Mutex::new(Room {
    readers: 0,
    writing: false,
    reads: 0,
});
static CHANGED: Condvar = Condvar::new();
const NAP: Duration = Duration::from_millis(10);

fn enter() {
    let room = ROOM.lock().unwrap();
    let mut room = CHANGED.wait_while(room, |room| room.writing).unwrap();
    room.readers += 1;
    room.reads += 1;
}

fn leave() {
    ROOM.lock().unwrap().readers -= 1;
    CHANGED.notify_all();
}

fn write() {
    let room = ROOM.lock().unwrap();
    let mut room = CHANGED
        .wait_while(room, |room| room.writing || room.readers > 0)
        .unwrap();
    room.writing = true;
    println!("written after {} reads", room.reads);
    room.writing = false;
    drop(room);
    CHANGED.notify_all();
}

fn one_reader() {
    enter();
    thread::sleep(NAP);
    leave();
    enter();
    thread::sleep(NAP);
    leave();
}

fn another_reader() {
    enter();
    thread::sleep(NAP / 2);
    leave();
    enter();
    thread::sleep(NAP);
    leave();
}

fn main() {
    thread::scope(|s| {
        enter();
        s.spawn(write);
        s.spawn(one_reader);
        s.spawn(another_reader);
        thread::sleep(NAP / 2);
        leave();
    });
}
