use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Instant;

const TURNS: usize = 4000;

/// Threads take turns. Each waits at the bell that `bell_of` names, and the one before it rings there.
/// Returns how often somebody came back from `wait`, and the microseconds, for each turn.
fn measure(threads: usize, bell_of: fn(usize) -> usize, ring: fn(&Condvar)) -> (f64, f64) {
    let turn = Mutex::new(0);
    let bells: Vec<_> = (0..threads).map(|_| Condvar::new()).collect();
    let take_turns = |me| {
        let mut returns = 0;
        for _ in 0..TURNS / threads {
            let mut turn = turn.lock().unwrap();
            while *turn != me {
                turn = bells[bell_of(me)].wait(turn).unwrap();
                returns += 1;
            }
            *turn = (me + 1) % threads;
            ring(&bells[bell_of(*turn)]);
        }
        returns
    };
    let start = Instant::now();
    let returns: u32 = thread::scope(|s| {
        let threads: Vec<_> = (0..threads)
            .map(|me| s.spawn(move || take_turns(me)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    let per_turn = |total: f64| total / TURNS as f64;
    (
        per_turn(f64::from(returns)),
        per_turn(start.elapsed().as_secs_f64() * 1e6),
    )
}

fn main() {
    for threads in [2, 4, 8, 16, 32] {
        let (one_returns, one) = measure(threads, |_| 0, Condvar::notify_all);
        let (own_returns, own) = measure(threads, |me| me, Condvar::notify_one);
        println!(
            "{threads} threads: one bell {one_returns:.2} returns, {one:.1} us; own bells {own_returns:.2} returns, {own:.1} us"
        );
    }
}
