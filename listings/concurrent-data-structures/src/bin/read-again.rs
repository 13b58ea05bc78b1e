use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU32, fence};
use std::thread;

static VERSION: AtomicU32 = AtomicU32::new(0); // odd while somebody writes
static FROM: AtomicU32 = AtomicU32::new(9);
static TO: AtomicU32 = AtomicU32::new(17);

fn write(from: u32, to: u32) {
    VERSION.store(1, Relaxed);
    fence(Release); // before a word is new, the version is odd
    FROM.store(from, Relaxed);
    TO.store(to, Relaxed);
    VERSION.store(2, Release);
}

fn read() -> (u32, u32) {
    loop {
        let before = VERSION.load(Acquire);
        let words = (FROM.load(Relaxed), TO.load(Relaxed));
        fence(Acquire); // if a word was new, the version is not what it was
        if before & 1 == 0 && VERSION.load(Relaxed) == before {
            return words;
        }
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| write(10, 18));
        let (from, to) = read();
        println!("{from} to {to}");
    });
}
