use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;

/// Three seats. `FIRST` is a free one, `NEXT[seat]` the free one after it.
static FIRST: AtomicUsize = AtomicUsize::new(0);
static NEXT: [AtomicUsize; 3] = [
    AtomicUsize::new(1),
    AtomicUsize::new(2),
    AtomicUsize::new(NONE),
];
const NONE: usize = 3;

static HAS_LOOKED: AtomicBool = AtomicBool::new(false);
static HAS_CHANGED: AtomicBool = AtomicBool::new(false);

fn wait_for(flag: &AtomicBool) {
    while !flag.load(SeqCst) {
        thread::yield_now();
    }
}

fn take() -> usize {
    loop {
        let first = FIRST.load(SeqCst);
        let second = NEXT[first].load(SeqCst);
        let exchanged = FIRST.compare_exchange(first, second, SeqCst, SeqCst);
        if exchanged.is_ok() {
            return first;
        }
    }
}

/// The same as `take`, for the thread that is slow.
fn take_slowly() -> usize {
    loop {
        let first = FIRST.load(SeqCst);
        let second = NEXT[first].load(SeqCst);
        HAS_LOOKED.store(true, SeqCst);
        wait_for(&HAS_CHANGED);
        let exchanged = FIRST.compare_exchange(first, second, SeqCst, SeqCst);
        if exchanged.is_ok() {
            return first;
        }
    }
}

fn give_back(seat: usize) {
    loop {
        let first = FIRST.load(SeqCst);
        NEXT[seat].store(first, SeqCst);
        let exchanged = FIRST.compare_exchange(first, seat, SeqCst, SeqCst);
        if exchanged.is_ok() {
            return;
        }
    }
}
/// Takes two seats and gives the first one back.
fn change_seats() -> usize {
    wait_for(&HAS_LOOKED);
    let one = take();
    let two = take();
    give_back(one);
    HAS_CHANGED.store(true, SeqCst);
    two
}

fn main() {
    let (one, two) = thread::scope(|s| {
        let one = s.spawn(take_slowly);
        let two = s.spawn(change_seats);
        (one.join().unwrap(), two.join().unwrap())
    });
    println!("taken {one} and {two}, next comes {}", take());
}
