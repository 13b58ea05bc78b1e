use std::sync::{Condvar, Mutex};
use std::thread;

struct Room {
    readers: u32,
    writing: bool,
    readers_waiting: u32,
    writers_waiting: u32,
    passed_a_reader: u32,
    passed_a_writer: u32,
    most: u32,
}

impl Room {
    fn reader_enters(&mut self) {
        self.readers += 1;
        self.most = self.most.max(self.readers);
        self.passed_a_reader = 0;
        self.passed_a_writer += self.writers_waiting.min(1);
        assert!(self.passed_a_writer <= 2, "a writer waits too long");
    }

    fn writer_enters(&mut self) {
        self.writing = true;
        self.passed_a_writer = 0;
        self.passed_a_reader += self.readers_waiting.min(1);
        assert!(self.passed_a_reader <= 2, "a reader waits too long");
    }
}

static ROOM: Mutex<Room> = Mutex::new(Room {
    readers: 0,
    writing: false,
    readers_waiting: 0,
    writers_waiting: 0,
    passed_a_reader: 0,
    passed_a_writer: 0,
    most: 0,
});
static CHANGED: Condvar = Condvar::new();

fn read() {
    let mut room = ROOM.lock().unwrap();
    room.readers_waiting += 1;
    while room.writing || room.writers_waiting > 0 {
        room = CHANGED.wait(room).unwrap();
    }
    room.readers_waiting -= 1;
    room.reader_enters();
    drop(room);

    // reads

    let mut room = ROOM.lock().unwrap();
    room.readers -= 1;
    drop(room);
    CHANGED.notify_all();
}

fn write() {
    let mut room = ROOM.lock().unwrap();
    room.writers_waiting += 1;
    while room.writing || room.readers > 0 {
        room = CHANGED.wait(room).unwrap();
    }
    room.writers_waiting -= 1;
    room.writer_enters();
    drop(room);

    // writes

    let mut room = ROOM.lock().unwrap();
    room.writing = false;
    drop(room);
    CHANGED.notify_all();
}

fn main() {
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| (0..2).for_each(|_| read()));
        }
        s.spawn(|| (0..4).for_each(|_| write()));
    });
    println!("at most {} reading at once", ROOM.lock().unwrap().most);
}
