use std::sync::atomic::AtomicU32;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

const ROOM: usize = 2;
static SLOTS: [AtomicU32; ROOM] = [AtomicU32::new(0), AtomicU32::new(0)];
static HEAD: AtomicUsize = AtomicUsize::new(0); // so many were taken: only the consumer writes it
static TAIL: AtomicUsize = AtomicUsize::new(0); // so many were put in: only the producer writes it

fn push(value: u32) -> bool {
    let tail = TAIL.load(Relaxed); // its own
    if tail - HEAD.load(Acquire) == ROOM {
        return false; // full
    }
    SLOTS[tail % ROOM].store(value, Relaxed);
    TAIL.store(tail + 1, Release); // with the value
    true
}

fn pop() -> Option<u32> {
    let head = HEAD.load(Relaxed); // its own
    if TAIL.load(Acquire) == head {
        return None; // empty
    }
    let value = SLOTS[head % ROOM].load(Relaxed);
    HEAD.store(head + 1, Release); // the slot may be filled again
    Some(value)
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            for value in 1..=3 {
                while !push(value) {
                    thread::yield_now();
                }
            }
        });
        let mut taken = 0;
        while taken < 3 {
            match pop() {
                Some(value) => {
                    print!("{value} ");
                    taken += 1;
                }
                None => thread::yield_now(),
            }
        }
        println!();
    });
}
