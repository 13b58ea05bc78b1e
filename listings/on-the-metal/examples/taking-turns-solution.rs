use on_the_metal::pin_to_one_cpu;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

const ROUNDS: usize = 2_000;
static PLAYED: AtomicUsize = AtomicUsize::new(0);

/// Counts a turn, and sees to it that the players alternate. Leave this one alone, too.
fn turn(me: usize) {
    let before = PLAYED.fetch_add(1, SeqCst);
    assert_eq!(before % 2, me, "played out of turn");
}

fn play(me: usize, mine: Receiver<()>, other: Sender<()>) {
    for _ in 0..ROUNDS {
        mine.recv().unwrap(); // asleep until it is this player's turn
        turn(me);
        let _ = other.send(()); // the other may have played its last round
    }
}

fn main() {
    pin_to_one_cpu().unwrap(); // leave this line alone
    let (to_first, first) = channel();
    let (to_second, second) = channel();
    to_first.send(()).unwrap();
    thread::scope(|s| {
        s.spawn(|| play(0, first, to_second));
        s.spawn(|| play(1, second, to_first));
    });
    println!("{} turns", PLAYED.load(SeqCst));
}
