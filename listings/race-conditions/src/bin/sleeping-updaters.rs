use rand::rngs::SmallRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

const THREADS: usize = 20;
const ROUNDS: u32 = 400;

// ANCHOR: measured
/// Each thread copies the counter, naps or does not, and stores its copy plus one.
fn measured(naps: [bool; THREADS]) -> usize {
    let counter = AtomicUsize::new(0);
    thread::scope(|s| {
        for nap in naps {
            let counter = &counter;
            s.spawn(move || {
                let seen = counter.load(SeqCst);
                if nap {
                    thread::sleep(Duration::from_millis(5));
                }
                counter.store(seen + 1, SeqCst);
            });
        }
    });
    counter.into_inner()
}
// ANCHOR_END: measured

// ANCHOR: models
/// The same without threads. Who does not nap is done before the next begins; then one of those who napped
/// stores last, and any of them may be the one.
fn simulated(naps: [bool; THREADS], dice: &mut SmallRng) -> usize {
    let mut counter = 0;
    let mut asleep = Vec::new();
    for nap in naps {
        if nap {
            asleep.push(counter);
        } else {
            counter += 1;
        }
    }
    match asleep.choose(dice) {
        Some(seen) => seen + 1,
        None => counter,
    }
}

/// The chance of each final value if everybody tosses a coin, and who falls asleep last wakes up last.
fn computed() -> [f64; THREADS + 1] {
    let mut chance = [0.0; THREADS + 1];
    chance[THREADS] = 0.5_f64.powi(THREADS as i32); // nobody naps
    for before in 0..THREADS {
        // The last to nap comes after so many others. It saw the updates of those who did not nap.
        let last = 0.5_f64.powi((THREADS - before) as i32);
        let mut ways = 1.0;
        for awake in 0..=before {
            chance[awake + 1] += last * ways * 0.5_f64.powi(before as i32);
            ways *= (before - awake) as f64 / (awake + 1) as f64;
        }
    }
    chance
}
// ANCHOR_END: models

fn main() {
    let mut dice = SmallRng::seed_from_u64(14);
    let (mut really, mut told) = ([0; THREADS + 1], [0; THREADS + 1]);
    let mut as_many_as_awake = 0;
    for _ in 0..ROUNDS {
        let naps = [(); THREADS].map(|()| dice.random_bool(0.5));
        let last = measured(naps);
        really[last] += 1;
        told[simulated(naps, &mut dice)] += 1;
        let awake = naps.iter().filter(|&&nap| !nap).count();
        as_many_as_awake += u32::from(last == awake);
    }
    let computed = computed();
    let share = |count: u32| 100.0 * f64::from(count) / f64::from(ROUNDS);
    println!("final  computed  simulated  measured");
    for last in 1..=THREADS {
        println!(
            "{last:5} {:9.2} {:10.2} {:9.2}",
            100.0 * computed[last],
            share(told[last]),
            share(really[last])
        );
    }
    println!("as many as did not nap: {as_many_as_awake} of {ROUNDS}");
}
