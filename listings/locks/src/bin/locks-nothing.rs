use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static LOCK: Mutex<()> = Mutex::new(());
static COUNTER: AtomicU32 = AtomicU32::new(0);

fn careful() {
    let _held = LOCK.lock().unwrap();
    let seen = COUNTER.load(SeqCst);
    COUNTER.store(seen + 1, SeqCst);
}

fn careless() {
    let seen = COUNTER.load(SeqCst);
    COUNTER.store(seen + 1, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(careful);
        s.spawn(careless);
    });
    println!("{}", COUNTER.load(SeqCst));
}
