use std::hint::black_box;
use std::thread;
use std::time::Instant;

// ANCHOR: split
fn compute(steps: u32) {
    let mut x = 1u32;
    for _ in 0..steps {
        x = black_box(x).wrapping_mul(747_796_405).wrapping_add(1);
    }
}

fn split(steps: u32) {
    thread::scope(|s| {
        s.spawn(|| compute(steps / 2));
        compute(steps - steps / 2);
    });
}

// ANCHOR_END: split

/// The median time of 21 runs, in microseconds.
fn time(work: impl Fn()) -> f64 {
    let mut times: Vec<f64> = (0..21)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    println!("  steps   one thread  two threads  speed-up");
    for power in (8..=20).step_by(2) {
        let steps = 1 << power;
        let one = time(|| compute(steps));
        let two = time(|| split(steps));
        println!("{steps:7}  {one:8.1} µs  {two:8.1} µs  {:8.3}", one / two);
    }
}
