use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static VERSION: AtomicU32 = AtomicU32::new(0); // odd while somebody writes
static FROM: AtomicU32 = AtomicU32::new(9);
static TO: AtomicU32 = AtomicU32::new(17);

fn write(from: u32, to: u32) {
    loop {
        let version = VERSION.load(SeqCst);
        let odd = version + 1;
        if version & 1 == 0
            && VERSION
                .compare_exchange(version, odd, SeqCst, SeqCst)
                .is_ok()
        {
            break;
        }
    }
    FROM.store(from, SeqCst);
    TO.store(to, SeqCst);
    VERSION.fetch_add(1, SeqCst);
}

fn read() -> (u32, u32) {
    loop {
        let before = VERSION.load(SeqCst);
        let words = (FROM.load(SeqCst), TO.load(SeqCst));
        if before & 1 == 0 && VERSION.load(SeqCst) == before {
            return words;
        }
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| write(10, 18));
        s.spawn(|| write(8, 16));
        let (from, to) = read();
        println!("{} hours", to - from);
    });
    let (from, to) = read();
    println!("{} hours", to - from);
}
