use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

const THREADS: usize = 8;
const ENTRIES: usize = 64;
const ROUNDS: usize = 16;

/// The time that eight threads need to update a table whose entries are guarded by so many locks.
fn updates(locks: usize) -> Duration {
    let stripes: Vec<Mutex<Vec<u32>>> = (0..locks)
        .map(|_| Mutex::new(vec![0; ENTRIES / locks]))
        .collect();
    let begin = Instant::now();
    thread::scope(|s| {
        for thread in 0..THREADS {
            let stripes = &stripes;
            s.spawn(move || {
                for round in 0..ROUNDS {
                    let entry = (thread * 29 + round * 13) % ENTRIES;
                    let mut stripe = stripes[entry % locks].lock().unwrap();
                    thread::sleep(Duration::from_millis(1)); // the update waits for a disk
                    stripe[entry / locks] += 1;
                }
            });
        }
    });
    let elapsed = begin.elapsed();
    let total: u32 = stripes
        .iter()
        .map(|s| s.lock().unwrap().iter().sum::<u32>())
        .sum();
    assert_eq!(total as usize, THREADS * ROUNDS);
    elapsed
}

fn main() {
    for locks in [1, 2, 4, 8, 16, 32, 64] {
        println!(
            "{locks:2} locks: {:6.1} ms",
            updates(locks).as_secs_f64() * 1e3
        );
    }
}
