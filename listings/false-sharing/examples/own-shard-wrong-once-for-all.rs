use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

const SHARDS: usize = 2;
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// The shard that the calling thread adds to.
fn my_shard() -> usize {
    static MINE: OnceLock<usize> = OnceLock::new();
    MINE.get_or_init(|| NEXT.fetch_add(1, SeqCst)) % SHARDS
}

/// The shards of two additions.
fn add_twice() -> (usize, usize) {
    (my_shard(), my_shard())
}

fn main() {
    let (one, two) = thread::scope(|s| {
        let one = s.spawn(add_twice);
        let two = s.spawn(add_twice);
        (one.join().unwrap(), two.join().unwrap())
    });
    let stay = one.0 == one.1 && two.0 == two.1;
    println!("they stay: {stay}, apart: {}", one.0 != two.0);
}
