use std::sync::{Barrier, Condvar, Mutex};
use std::thread;

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
static BEGUN: Barrier = Barrier::new(2);
static RELAY: Barrier = Barrier::new(2);

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
    BEGUN.wait(); // now the first visitor may go
    RELAY.wait(); // and the other reader is here
    leave();
    enter();
    RELAY.wait(); // now the other may go
    RELAY.wait(); // and is here again
    leave();
}

fn another_reader() {
    enter();
    RELAY.wait();
    RELAY.wait();
    leave();
    enter();
    RELAY.wait();
    leave();
}

fn main() {
    thread::scope(|s| {
        enter();
        s.spawn(write);
        s.spawn(one_reader);
        s.spawn(another_reader);
        BEGUN.wait();
        leave();
    });
}
