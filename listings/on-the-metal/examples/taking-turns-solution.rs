use on_the_metal::pin_to_one_cpu;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

const ROUNDS: usize = 2_000;

fn play(turn: Receiver<()>, other: Sender<()>) {
    for _ in 0..ROUNDS {
        turn.recv().unwrap(); // asleep until it is this player's turn
        let _ = other.send(()); // the other may have played its last round
    }
}

fn main() {
    pin_to_one_cpu().unwrap(); // leave this line alone
    let (to_first, first) = channel();
    let (to_second, second) = channel();
    to_first.send(()).unwrap();
    thread::scope(|s| {
        s.spawn(|| play(first, to_second));
        s.spawn(|| play(second, to_first));
    });
    println!("{} turns", 2 * ROUNDS);
}
