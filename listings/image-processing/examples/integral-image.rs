use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// A picture of two by two pixels, to become the sums of all that is above and to the left.
static PICTURE: [[AtomicU32; 2]; 2] = [
    [AtomicU32::new(1), AtomicU32::new(10)],
    [AtomicU32::new(100), AtomicU32::new(1000)],
];

fn add(from: &AtomicU32, to: &AtomicU32) {
    to.store(to.load(SeqCst) + from.load(SeqCst), SeqCst);
}

/// Along row `n`, then down column `n`.
fn work(n: usize) {
    add(&PICTURE[n][0], &PICTURE[n][1]);
    add(&PICTURE[0][n], &PICTURE[1][n]);
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| work(0));
        s.spawn(|| work(1));
    });
    let row = |n: usize| PICTURE[n].each_ref().map(|sum| sum.load(SeqCst));
    println!("{:?} {:?}", row(0), row(1));
}
