use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

const EACH: u64 = 1_000_000;
const THREADS: u64 = 2;

/// A counter on cache lines of its own.
#[repr(align(128))]
struct Shard(Mutex<u64>);

/// Counts in a local variable.
#[inline(never)]
fn a_million() -> u64 {
    let mut sum = 0;
    for _ in 0..EACH {
        sum += black_box(1);
    }
    sum
}

/// Has both threads do their million, and says what one increment took.
fn timed(way: &str, threads: u64, add_a_million: impl Fn(usize) + Sync) {
    let begin = Instant::now();
    thread::scope(|s| {
        for id in 0..threads as usize {
            let add_a_million = &add_a_million;
            s.spawn(move || add_a_million(id));
        }
    });
    let ns = begin.elapsed().as_nanos() as f64 / (threads * EACH) as f64;
    println!("{ns:6.2} ns: {way}");
}

fn main() {
    let atomic = AtomicU64::new(0);
    timed("load, add, store, which loses updates", THREADS, |_| {
        for _ in 0..EACH {
            atomic.store(atomic.load(Relaxed) + 1, Relaxed);
        }
    });

    let locked = Mutex::new(0);
    timed("one lock, taken for each", THREADS, |_| {
        for _ in 0..EACH {
            *locked.lock().unwrap() += 1;
        }
    });
    assert_eq!(*locked.lock().unwrap(), THREADS * EACH);

    let atomic = AtomicU64::new(0);
    timed("fetch_add", THREADS, |_| {
        for _ in 0..EACH {
            atomic.fetch_add(1, Relaxed);
        }
    });
    assert_eq!(atomic.into_inner(), THREADS * EACH);

    let shards = [const { Shard(Mutex::new(0)) }; THREADS as usize];
    timed("a lock for each thread", THREADS, |id| {
        for _ in 0..EACH {
            *shards[id].0.lock().unwrap() += 1;
        }
    });
    let total: u64 = shards.iter().map(|shard| *shard.0.lock().unwrap()).sum();
    assert_eq!(total, THREADS * EACH);

    let locked = Mutex::new(0);
    timed("a sum of its own, one lock at the end", THREADS, |_| {
        let sum = a_million();
        *locked.lock().unwrap() += sum;
    });
    assert_eq!(*locked.lock().unwrap(), THREADS * EACH);

    timed("one thread, one lock, taken for each", 1, |_| {
        for _ in 0..EACH {
            *locked.lock().unwrap() += 1;
        }
    });
    timed("one thread, no lock", 1, |_| {
        black_box(a_million());
    });
}
