use std::hint::black_box;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use building_locks::lock::{Lock, RawLock};
use building_locks::*;

const WINDOW: Duration = Duration::from_millis(50);

// ANCHOR: turns
/// How many turns so many threads have in a millisecond.
fn turns(threads: usize, take_turn: impl Fn() + Sync) -> f64 {
    let (ready, stop) = (Barrier::new(threads + 1), AtomicBool::new(false));
    thread::scope(|s| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                s.spawn(|| {
                    ready.wait();
                    let mut turns = 0;
                    while !stop.load(Relaxed) {
                        take_turn();
                        turns += 1;
                        // What one does between two turns.
                        (0..20).for_each(|n| _ = black_box(n));
                    }
                    turns
                })
            })
            .collect();
        ready.wait();
        let start = Instant::now();
        thread::sleep(WINDOW);
        stop.store(true, Relaxed);
        let millis = start.elapsed().as_secs_f64() * 1000.0;
        let turns: u64 = workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum();
        turns as f64 / millis
    })
}
// ANCHOR_END: turns

fn lock<R: RawLock + Sync>(threads: usize) -> f64 {
    let lock = Lock::<R, u64>::new(0);
    turns(threads, || *lock.lock() += 1)
}

fn main() {
    for threads in [1, 2, 4, 8] {
        let (spinning, sleeping) = (mcs_1::Mcs::new(0), mcs_2::Mcs::new(0));
        let rates = [
            lock::<spin_1::Spin>(threads),
            lock::<spin_2::Spin>(threads),
            lock::<spin_3::Spin>(threads),
            lock::<ticket_1::Ticket>(threads),
            lock::<ticket_2::Ticket>(threads),
            turns(threads, || spinning.with(|n| *n += 1)),
            turns(threads, || sleeping.with(|n| *n += 1)),
            lock::<mutex_1::Futex>(threads),
            lock::<mutex_2::Futex>(threads),
            lock::<mutex_3::Futex>(threads),
        ];
        print!("{threads} threads:");
        for rate in rates {
            print!(" {rate:.0}");
        }
        println!();
    }
}
