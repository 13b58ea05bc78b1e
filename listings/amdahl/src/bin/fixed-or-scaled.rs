use std::thread;
use std::time::{Duration, Instant};

const SERIAL: f64 = 8.0; // milliseconds
const PARALLEL: f64 = 32.0;

/// A worker at work, as seen from outside: not available for so long.
fn work(milliseconds: f64) {
    thread::sleep(Duration::from_secs_f64(milliseconds / 1000.0));
}

/// The serial part, then every worker's share at the same time.
/// Returns how many milliseconds that took, the best of three.
fn job(workers: u32, share: f64) -> f64 {
    let times = (0..3).map(|_| {
        let start = Instant::now();
        work(SERIAL);
        thread::scope(|s| {
            for _ in 0..workers {
                s.spawn(|| work(share));
            }
        });
        start.elapsed().as_secs_f64() * 1000.0
    });
    times.fold(f64::INFINITY, f64::min)
}

fn main() {
    println!("workers  same job  law   bigger job  law");
    for workers in [1, 2, 4, 8, 16, 32] {
        let n = f64::from(workers);
        let same = (SERIAL + PARALLEL) / job(workers, PARALLEL / n);
        let bigger = (SERIAL + PARALLEL * n) / job(workers, PARALLEL);
        let amdahl = 1.0 / (0.2 + 0.8 / n);
        let gustafson = 0.2 + 0.8 * n;
        println!("{workers:7}  {same:8.2}  {amdahl:4.2}  {bigger:10.2}  {gustafson:5.2}");
    }
}
