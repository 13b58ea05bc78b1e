use crossbeam_utils::CachePadded;
use false_sharing::at_once;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

const EACH: u32 = 100_000;

/// One thread for each, that counts there: nanoseconds for each step of a thread.
fn measure(counters: &mut [&AtomicU64]) -> f64 {
    let time = at_once(counters, |counter| {
        for _ in 0..EACH {
            counter.fetch_add(1, Relaxed);
        }
    });
    time / f64::from(EACH)
}

/// One thread counts at both: nanoseconds for a step at each.
fn measure_both([one, other]: &[AtomicU64; 2]) -> f64 {
    let time = at_once(&mut [()], |()| {
        for _ in 0..EACH {
            one.fetch_add(1, Relaxed);
            other.fetch_add(1, Relaxed);
        }
    });
    time / f64::from(EACH)
}

fn main() {
    let near = &CachePadded::new([AtomicU64::new(0), AtomicU64::new(0)]);
    let far = &[const { CachePadded::new(AtomicU64::new(0)) }; 2];

    let [a, b] = &**near;
    println!("{:5.2} ns: one thread", measure(&mut [a]));
    println!("{:5.2} ns: one thread, both counters", measure_both(near));
    println!("{:5.2} ns: two, side by side", measure(&mut [a, b]));
    println!("{:5.2} ns: two at one counter", measure(&mut [a, a]));
    let [a, b] = far;
    println!("{:5.2} ns: two, far apart", measure(&mut [a, b]));
}
