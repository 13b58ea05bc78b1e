use std::sync::{Condvar, Mutex};
use std::thread;

const GUESTS: u32 = 4;
const RINGS: u32 = 20_000;

struct Room {
    waiting: u32,
    returns: u32,
    closed: bool,
}

static ROOM: Mutex<Room> = Mutex::new(Room {
    waiting: 0,
    returns: 0,
    closed: false,
});
static BELL: Condvar = Condvar::new();

// ANCHOR: guest
fn guest() {
    let mut room = ROOM.lock().unwrap();
    while !room.closed {
        room.waiting += 1;
        room = BELL.wait(room).unwrap();
        room.waiting -= 1;
        room.returns += 1;
    }
}
// ANCHOR_END: guest

/// Waits until all guests wait and every ring has brought at least one of them back.
fn wait_for_guests(rings: u32) -> u32 {
    loop {
        let room = ROOM.lock().unwrap();
        if room.waiting == GUESTS && room.returns >= rings {
            return room.returns;
        }
        drop(room);
        thread::yield_now();
    }
}

fn main() {
    thread::scope(|s| {
        for _ in 0..GUESTS {
            s.spawn(guest);
        }
        for ring in 0..RINGS {
            wait_for_guests(ring);
            BELL.notify_one();
        }
        println!("{RINGS} rings, {} returns", wait_for_guests(RINGS));
        ROOM.lock().unwrap().closed = true;
        BELL.notify_all();
    });
}
