use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::thread;

// ANCHOR: pool
/// Low half: a free seat. High half: how often `FIRST` has been changed.
static FIRST: AtomicU64 = AtomicU64::new(0);
static NEXT: [AtomicUsize; 3] = [
    AtomicUsize::new(1),
    AtomicUsize::new(2),
    AtomicUsize::new(NONE),
];
const NONE: usize = 3;

fn seat(word: u64) -> usize {
    word as u32 as usize
}

/// What `FIRST` becomes: another seat, and a version that was never there.
fn changed(word: u64, seat: usize) -> u64 {
    (((word >> 32) + 1) << 32) | seat as u64
}

fn take() -> usize {
    loop {
        let first = FIRST.load(SeqCst);
        let second = NEXT[seat(first)].load(SeqCst);
        let new = changed(first, second);
        let exchanged = FIRST.compare_exchange(first, new, SeqCst, SeqCst);
        if exchanged.is_ok() {
            return seat(first);
        }
    }
}

fn give_back(back: usize) {
    loop {
        let first = FIRST.load(SeqCst);
        NEXT[back].store(seat(first), SeqCst);
        let new = changed(first, back);
        let exchanged = FIRST.compare_exchange(first, new, SeqCst, SeqCst);
        if exchanged.is_ok() {
            return;
        }
    }
}
// ANCHOR_END: pool

/// Takes two seats and gives the first one back.
fn change_seats() -> usize {
    let one = take();
    let two = take();
    give_back(one);
    two
}

fn main() {
    let (one, two) = thread::scope(|s| {
        let one = s.spawn(take);
        let two = s.spawn(change_seats);
        (one.join().unwrap(), two.join().unwrap())
    });
    println!("taken {one} and {two}, next comes {}", take());
}
