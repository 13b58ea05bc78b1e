use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

// ANCHOR: sharded
/// A counter in two parts, one for each core.
static PARTS: [AtomicU64; 2] = [AtomicU64::new(0), AtomicU64::new(0)];

fn add(core: usize, n: u64) {
    PARTS[core].fetch_add(n, SeqCst);
}

fn sum() -> u64 {
    PARTS.iter().map(|part| part.load(SeqCst)).sum()
}
// ANCHOR_END: sharded

/// A thread that is moved to another core. The total is 0, then 1, then 11.
fn count() {
    add(0, 1);
    add(1, 10);
}

fn main() {
    let seen = thread::scope(|s| {
        s.spawn(count);
        sum()
    });
    println!("{seen}");
}
