use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Instant;

const THREADS: usize = 8;
const ROUNDS: usize = 500;

/// Eight threads take turns. Each waits at the bell that `bell_of` names, and its predecessor rings it.
fn measure(way: &str, bell_of: fn(usize) -> usize, ring: fn(&Condvar)) {
    let turn = Mutex::new(0);
    let bells = [const { Condvar::new() }; THREADS];
    let start = Instant::now();
    let returns: u32 = thread::scope(|s| {
        let threads: Vec<_> = (0..THREADS)
            .map(|me| {
                let (turn, bells) = (&turn, &bells);
                s.spawn(move || {
                    let mut returns = 0;
                    for _ in 0..ROUNDS {
                        let mut turn = turn.lock().unwrap();
                        while *turn != me {
                            turn = bells[bell_of(me)].wait(turn).unwrap();
                            returns += 1;
                        }
                        *turn = (me + 1) % THREADS;
                        ring(&bells[bell_of(*turn)]);
                    }
                    returns
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    let turns = (THREADS * ROUNDS) as f64;
    let time = start.elapsed().as_secs_f64() * 1e6 / turns;
    let returns = f64::from(returns) / turns;
    println!("{returns:.2} returns, {time:.2} us for each turn: {way}");
}

fn main() {
    measure("one bell, notify_all", |_| 0, Condvar::notify_all);
    measure("a bell for each, notify_one", |me| me, Condvar::notify_one);
}
