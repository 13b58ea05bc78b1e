use std::hint::spin_loop;
use std::sync::atomic::{
    AtomicBool, AtomicUsize,
    Ordering::{Relaxed, SeqCst},
};
use std::thread;

const ROUNDS: usize = 1000;
static ARRIVED: AtomicUsize = AtomicUsize::new(0);

/// Waits until the other thread is in the same round.
fn meet(round: usize) {
    ARRIVED.fetch_add(1, SeqCst);
    while ARRIVED.load(SeqCst) < 2 * round + 2 {
        spin_loop();
    }
}

fn main() {
    let flags = || {
        (0..ROUNDS)
            .map(|_| AtomicBool::new(false))
            .collect::<Vec<_>>()
    };
    let (x, y) = (flags(), flags());
    let play = |mine: &[AtomicBool], yours: &[AtomicBool]| {
        let saw = |round: usize| {
            meet(round);
            mine[round].store(true, Relaxed);
            yours[round].load(Relaxed)
        };
        (0..ROUNDS).map(saw).collect::<Vec<_>>()
    };
    let (left, right) = thread::scope(|s| {
        let left = s.spawn(|| play(&x, &y));
        let right = s.spawn(|| play(&y, &x));
        (left.join().unwrap(), right.join().unwrap())
    });
    let neither = left
        .iter()
        .zip(&right)
        .filter(|saw| *saw == (&false, &false))
        .count();
    println!("In {neither} of {ROUNDS} rounds neither saw the other");
}
