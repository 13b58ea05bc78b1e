use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

static GLOBAL: AtomicU64 = AtomicU64::new(0);
/// What two threads have counted, on one core in turn, and not handed in.
static LOCAL: AtomicU64 = AtomicU64::new(0);

fn hand_in() {
    let kept = LOCAL.load(SeqCst);
    GLOBAL.fetch_add(kept, SeqCst);
    if LOCAL.load(SeqCst) == kept {
        LOCAL.store(0, SeqCst);
    }
}

fn count() {
    LOCAL.fetch_add(1, SeqCst);
    hand_in();
}

fn main() {
    thread::scope(|s| {
        s.spawn(count);
        s.spawn(count);
    });
    println!("{}", GLOBAL.load(SeqCst) + LOCAL.load(SeqCst));
}
