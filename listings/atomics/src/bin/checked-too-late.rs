use std::sync::atomic::{AtomicU8, Ordering::SeqCst};
use std::thread;

static NEXT: AtomicU8 = AtomicU8::new(u8::MAX);

/// `None` when all ids are used up, and they are.
fn new_id() -> Option<u8> {
    let id = NEXT.fetch_add(1, SeqCst);
    if id == u8::MAX {
        NEXT.store(u8::MAX, SeqCst);
        return None;
    }
    Some(id)
}

fn main() {
    let (one, two) = thread::scope(|s| {
        let one = s.spawn(new_id);
        let two = s.spawn(new_id);
        (one.join().unwrap(), two.join().unwrap())
    });
    println!("{one:?} {two:?}");
}
