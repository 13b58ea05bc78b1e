use std::hint::spin_loop;
use std::sync::atomic::Ordering::{self, Relaxed, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::thread;

const ROUNDS: usize = 1000;

/// In how many rounds neither thread sees the other's flag.
fn neither(ordering: Ordering) -> usize {
    let flags = || Vec::from_iter((0..ROUNDS).map(|_| AtomicBool::new(false)));
    let (x, y) = (flags(), flags());
    let arrived = AtomicUsize::new(0);
    let play = |mine: &[AtomicBool], yours: &[AtomicBool]| {
        let look = |round: usize| {
            arrived.fetch_add(1, SeqCst);
            while arrived.load(SeqCst) < 2 * round + 2 {
                spin_loop(); // until the other one is in this round, too
            }
            mine[round].store(true, ordering);
            yours[round].load(ordering)
        };
        Vec::from_iter((0..ROUNDS).map(look))
    };
    thread::scope(|s| {
        let left = s.spawn(|| play(&x, &y));
        let right = play(&y, &x);
        let saw = left.join().unwrap().into_iter().zip(right);
        saw.filter(|saw| *saw == (false, false)).count()
    })
}

fn main() {
    for ordering in [Relaxed, SeqCst] {
        let count = neither(ordering);
        println!("{ordering:?}: neither, in {count} of {ROUNDS} rounds");
    }
}
