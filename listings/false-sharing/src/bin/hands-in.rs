use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

const THRESHOLD: u64 = 2;
static GLOBAL: AtomicU64 = AtomicU64::new(0);

/// Adds one, three times, and hands in what has come together.
fn count_three(local: &AtomicU64) {
    for _ in 0..3 {
        if local.fetch_add(1, Relaxed) + 1 >= THRESHOLD {
            GLOBAL.fetch_add(local.swap(0, Relaxed), Relaxed);
        }
    }
}

fn main() {
    let (mine, yours) = (AtomicU64::new(0), AtomicU64::new(0));
    let on_the_way = thread::scope(|s| {
        s.spawn(|| count_three(&mine));
        s.spawn(|| count_three(&yours));
        GLOBAL.load(Relaxed)
    });
    let about = GLOBAL.load(Relaxed);
    let exactly = about + mine.load(Relaxed) + yours.load(Relaxed);
    println!("{on_the_way}, then {about}, exactly {exactly}");
}
