use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

const NOTHING: u32 = 0;
static SHELF: AtomicU32 = AtomicU32::new(7);

/// Takes whatever lies on the shelf, and leaves nothing there.
fn take() -> u32 {
    SHELF.swap(NOTHING, SeqCst)
}

fn main() {
    let (one, two) = thread::scope(|s| {
        let one = s.spawn(take);
        let two = s.spawn(take);
        (one.join().unwrap(), two.join().unwrap())
    });
    println!("{one} {two}");
}
