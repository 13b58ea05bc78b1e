use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// The owner's pointers. Nobody else writes here.
static LOCAL: AtomicUsize = AtomicUsize::new(1);
/// Twice the number of all other pointers, so that there is room for a note in the lowest bit.
static SHARED: AtomicUsize = AtomicUsize::new(2);
static FREED: AtomicUsize = AtomicUsize::new(0);

fn owner_drops() {
    let left = LOCAL.load(SeqCst) - 1;
    LOCAL.store(left, SeqCst);
    // The note says that the owner has no more pointers.
    if left == 0 && SHARED.fetch_or(1, SeqCst) == 0 {
        FREED.fetch_add(1, SeqCst);
    }
}

fn other_drops() {
    if SHARED.fetch_sub(2, SeqCst) == 3 {
        FREED.fetch_add(1, SeqCst);
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(owner_drops);
        s.spawn(other_drops);
    });
    println!("times freed: {}", FREED.load(SeqCst));
}
