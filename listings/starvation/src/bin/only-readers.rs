use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

// ANCHOR: lock
/// Who is in the room: -1 is a writer, anything else the number of readers.
static ROOM: Mutex<i32> = Mutex::new(0);
static CHANGED: Condvar = Condvar::new();

fn read(time: Duration) {
    let room = ROOM.lock().unwrap();
    *CHANGED.wait_while(room, |room| *room < 0).unwrap() += 1;
    thread::sleep(time);
    *ROOM.lock().unwrap() -= 1;
    CHANGED.notify_all();
}

fn write(time: Duration) {
    let room = ROOM.lock().unwrap();
    *CHANGED.wait_while(room, |room| *room != 0).unwrap() = -1;
    thread::sleep(time);
    *ROOM.lock().unwrap() = 0;
    CHANGED.notify_all();
}
// ANCHOR_END: lock

static CLOSED: AtomicBool = AtomicBool::new(false);

/// Does it again and again, and says how often.
fn until_closed(act: fn(Duration), micros: u64) -> u32 {
    let mut times = 0;
    while !CLOSED.load(SeqCst) {
        act(Duration::from_micros(micros));
        times += 1;
    }
    times
}

fn main() {
    let (reads, writes) = thread::scope(|s| {
        let reader = |time| s.spawn(move || until_closed(read, time));
        let writer = |time| s.spawn(move || until_closed(write, time));
        let readers = [800, 1000, 1300].map(reader);
        let writers = [1000, 1000].map(writer);
        thread::sleep(Duration::from_millis(500));
        CLOSED.store(true, SeqCst);
        (
            readers.map(|r| r.join().unwrap()),
            writers.map(|w| w.join().unwrap()),
        )
    });
    println!(
        "{} reads, {} writes",
        reads.iter().sum::<u32>(),
        writes.iter().sum::<u32>()
    );
}
