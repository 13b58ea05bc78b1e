use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static BID: AtomicU32 = AtomicU32::new(0);
static BIDDER: AtomicU32 = AtomicU32::new(0);

/// The highest bid, and whose it is.
fn highest() -> (u32, u32) {
    (BID.load(SeqCst), BIDDER.load(SeqCst))
}

fn bid(bidder: u32, amount: u32) {
    if BID.load(SeqCst) < amount {
        BIDDER.store(bidder, SeqCst);
        BID.fetch_max(amount, SeqCst);
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| bid(1, 10));
        s.spawn(|| bid(2, 20));
    });
    let (amount, bidder) = highest();
    println!("{amount}, from bidder {bidder}");
}
