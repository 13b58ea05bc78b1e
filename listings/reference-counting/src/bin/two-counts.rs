use std::sync::atomic::{AtomicIsize, Ordering::SeqCst};
use std::thread;

/// Pointers, as far as the thread that made the object counts them. Nobody else writes it.
static LOCAL: AtomicIsize = AtomicIsize::new(1);
/// Pointers, as far as all other threads count them.
static SHARED: AtomicIsize = AtomicIsize::new(0);

fn owner() {
    // Takes a pointer, for the other thread.
    let seen = LOCAL.load(SeqCst);
    LOCAL.store(seen + 1, SeqCst);
    // Takes one for itself, and drops it.
    let seen = LOCAL.load(SeqCst);
    LOCAL.store(seen + 1, SeqCst);
    let seen = LOCAL.load(SeqCst);
    LOCAL.store(seen - 1, SeqCst);
}

fn other() {
    // Clones the pointer that it was given, and drops both.
    SHARED.fetch_add(1, SeqCst);
    SHARED.fetch_sub(1, SeqCst);
    SHARED.fetch_sub(1, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(owner);
        s.spawn(other);
    });
    let (local, shared) = (LOCAL.load(SeqCst), SHARED.load(SeqCst));
    println!("{local} and {shared} make {}", local + shared);
}
