use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};
use thread_pools::Pool;

const JOBS: usize = 32;

fn compute() {
    let mut sum = 0u64;
    for number in 0..100_000 {
        sum = black_box(sum.wrapping_mul(31).wrapping_add(number));
    }
}

fn wait() {
    thread::sleep(Duration::from_millis(4));
}

/// How many milliseconds a pool of so many workers takes for all jobs.
fn measure(workers: usize, job: fn()) -> f64 {
    let pool = Pool::new(workers);
    let start = Instant::now();
    pool.map(vec![(); JOBS], move |()| job());
    start.elapsed().as_secs_f64() * 1000.0
}

fn main() {
    for workers in [1, 2, 4, 8, 16, 32] {
        println!(
            "{workers} workers: {:.1} ms computing, {:.1} ms waiting",
            measure(workers, compute),
            measure(workers, wait)
        );
    }
}
