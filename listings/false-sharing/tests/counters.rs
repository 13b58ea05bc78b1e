#[expect(dead_code, reason = "its main is not called here")]
#[path = "../src/bin/five-counters.rs"]
mod five_counters;

use false_sharing::Approximate;
use five_counters::{PerCore, Sharded};
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::thread;

const THREADS: u64 = 4;
const EACH: u64 = 1_000_000;

/// Has four threads add one, a million times each.
fn by_four_threads(add_one: impl Fn() + Sync) {
    let start = Barrier::new(THREADS as usize);
    thread::scope(|s| {
        for _ in 0..THREADS {
            s.spawn(|| {
                start.wait();
                (0..EACH).for_each(|_| add_one());
            });
        }
    });
}

#[test]
fn sharded_counters_lose_nothing() {
    // Often with one shard, where the threads are in each other's way most.
    for shards in [1, 1, 1, 1, 1, 1, 1, 1, 3, 8] {
        let counter = Sharded::new(shards);
        by_four_threads(|| counter.add(2));
        assert_eq!(counter.sum(), 2 * THREADS * EACH, "{shards} shards");
    }

    let counter = PerCore::new(3);
    by_four_threads(|| counter.add(2));
    assert_eq!(counter.sum(), 2 * THREADS * EACH);
}

#[test]
fn approximate_counters_lose_nothing() {
    for slots in [1, 3, 8] {
        for threshold in [1, 7, u64::MAX] {
            let mut counter = Approximate::new(slots, threshold);
            by_four_threads(|| counter.add_one());
            assert_eq!(counter.exactly(), THREADS * EACH, "{threshold}");
        }
    }
}

#[test]
fn one_thread_keeps_back_less_than_the_threshold() {
    for threshold in 1..20 {
        let counter = Approximate::new(1, threshold);
        for count in 1..100 {
            counter.add_one();
            assert_eq!(counter.about(), count - count % threshold, "{threshold}");
        }
    }
}

/// Whenever one looks, no addition is in it that has not begun, and each thread keeps back less than the threshold.
#[test]
fn about_is_within_its_bounds_all_the_time() {
    for (slots, threshold) in [(8, 1), (8, 5), (8, 64), (1, 5), (3, 64)] {
        let counter = Approximate::new(slots, threshold);
        let (begun, over) = (AtomicU64::new(0), AtomicU64::new(0));
        let done = AtomicBool::new(false);
        let behind = THREADS * (threshold - 1);
        thread::scope(|s| {
            s.spawn(|| {
                while !done.load(SeqCst) {
                    let at_least = over.load(SeqCst).saturating_sub(behind);
                    let about = counter.about();
                    let at_most = begun.load(SeqCst);
                    assert!(at_least <= about, "{about} is less than {at_least}");
                    assert!(about <= at_most, "{about} is more than {at_most}");
                }
            });
            by_four_threads(|| {
                begun.fetch_add(1, SeqCst);
                counter.add_one();
                over.fetch_add(1, SeqCst);
            });
            done.store(true, SeqCst);
        });
    }
}
