use crossbeam_utils::CachePadded;
use false_sharing::at_once;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

const READINGS: u32 = 2_000_000;

// ANCHOR: measure
enum Job<'a> {
    Read(&'a AtomicU64),
    Count(&'a AtomicU64),
}

/// Nanoseconds for each reading of the one who does the first job.
fn measure(jobs: &mut [Job]) -> f64 {
    let time = at_once(jobs, |job| match job {
        Job::Read(limit) => {
            for _ in 0..READINGS {
                black_box(limit.load(Relaxed));
            }
        }
        Job::Count(requests) => {
            for _ in 0..READINGS / 16 {
                requests.fetch_add(1, Relaxed);
            }
        }
    });
    time / f64::from(READINGS)
}
// ANCHOR_END: measure

fn main() {
    let near = &CachePadded::new([AtomicU64::new(80), AtomicU64::new(0)]);
    let far = &[80, 0].map(|n| CachePadded::new(AtomicU64::new(n)));

    let [limit, requests] = &**near;
    let alone = measure(&mut [Job::Read(limit)]);
    println!("{alone:5.2} ns: nobody counts");
    let near = measure(&mut [Job::Read(limit), Job::Count(requests)]);
    println!("{near:5.2} ns: somebody counts next to it");
    let [limit, requests] = far;
    let far = measure(&mut [Job::Read(limit), Job::Count(requests)]);
    println!("{far:5.2} ns: somebody counts far away");
}
