use rayon::prelude::*;
use std::hint::black_box;
use std::thread;
use std::time::Instant;
use thread_pools::Pool;

const JOBS: u64 = 2000;

fn job(number: u64) -> u64 {
    black_box(number) + 1
}

fn timed(way: &str, all: impl FnOnce() -> Vec<u64>) {
    let start = Instant::now();
    let results = all();
    let micros = start.elapsed().as_secs_f64() * 1e6 / JOBS as f64;
    assert!(results.into_iter().eq(1..=JOBS));
    println!("{micros:.3} µs: {way}");
}

fn main() {
    timed("a thread for each job", || {
        let threads: Vec<_> = (0..JOBS).map(|n| thread::spawn(move || job(n))).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let pool = Pool::new(2);
    timed("a pool, a ticket for each", || {
        pool.map((0..JOBS).collect(), job)
    });
    timed("a pool, a hundred to a ticket", || {
        let hundreds = (0..JOBS).step_by(100).collect();
        let many = pool.map(hundreds, |first| {
            (first..first + 100).map(job).collect::<Vec<_>>()
        });
        many.concat()
    });
    let rayon = rayon::ThreadPoolBuilder::new()
        .num_threads(2)
        .build()
        .unwrap();
    timed("rayon", || {
        rayon.install(|| (0..JOBS).into_par_iter().map(job).collect())
    });
    timed("no thread at all", || (0..JOBS).map(job).collect());
}
