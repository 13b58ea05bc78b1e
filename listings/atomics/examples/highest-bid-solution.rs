use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

/// High half: the amount. Low half: the bidder. So the higher bid is the
/// higher number.
static HIGHEST: AtomicU64 = AtomicU64::new(0);

/// The highest bid, and whose it is.
fn highest() -> (u32, u32) {
    let both = HIGHEST.load(SeqCst);
    ((both >> 32) as u32, both as u32)
}

fn bid(bidder: u32, amount: u32) {
    let both = (u64::from(amount) << 32) | u64::from(bidder);
    HIGHEST.fetch_max(both, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| bid(1, 10));
        s.spawn(|| bid(2, 20));
    });
    let (amount, bidder) = highest();
    println!("{amount}, from bidder {bidder}");
}
