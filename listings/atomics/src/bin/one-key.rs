use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

const NONE: u64 = 0;
static KEY: AtomicU64 = AtomicU64::new(NONE);

/// The key of this process; the first to ask for it makes it.
fn key(fresh: u64) -> u64 {
    match KEY.compare_exchange(NONE, fresh, SeqCst, SeqCst) {
        Ok(_) => fresh,
        Err(theirs) => theirs,
    }
}

fn main() {
    let (one, two) = thread::scope(|s| {
        let one = s.spawn(|| key(11));
        let two = s.spawn(|| key(22));
        (one.join().unwrap(), two.join().unwrap())
    });
    println!("{one} {two}");
}
