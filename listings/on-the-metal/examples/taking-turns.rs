use on_the_metal::pin_to_one_cpu;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

const ROUNDS: usize = 2_000;
static TURN: AtomicUsize = AtomicUsize::new(0);
static PLAYED: AtomicUsize = AtomicUsize::new(0);

/// Counts a turn, and sees to it that the players alternate. Leave this one alone, too.
fn turn(me: usize) {
    let before = PLAYED.fetch_add(1, SeqCst);
    assert_eq!(before % 2, me, "played out of turn");
}

fn play(me: usize) {
    for _ in 0..ROUNDS {
        while TURN.load(SeqCst) != me {}
        turn(me);
        TURN.store(1 - me, SeqCst);
    }
}

fn main() {
    pin_to_one_cpu().unwrap(); // leave this line alone
    thread::scope(|s| {
        s.spawn(|| play(0));
        s.spawn(|| play(1));
    });
    println!("{} turns", PLAYED.load(SeqCst));
}
