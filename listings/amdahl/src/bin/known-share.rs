use std::hint::black_box;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

const SERIAL: u32 = 20;
const PARALLEL: u32 = 80;

fn unit_of_work() {
    let mut x = 1u32;
    for _ in 0..400_000 {
        x = black_box(x).wrapping_mul(747_796_405).wrapping_add(1);
    }
}

// ANCHOR: job
/// A job of 100 equal units, of which 80 may be done in any order, by anyone.
/// Returns the seconds it took.
fn job(threads: usize) -> f64 {
    let start = Instant::now();
    for _ in 0..SERIAL {
        unit_of_work();
    }
    let taken = AtomicU32::new(0);
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| {
                while taken.fetch_add(1, Relaxed) < PARALLEL {
                    unit_of_work();
                }
            });
        }
    });
    start.elapsed().as_secs_f64()
}
// ANCHOR_END: job

/// The best of three: much can make a job slower than it is, and nothing faster.
fn best(threads: usize) -> f64 {
    (0..3).map(|_| job(threads)).fold(f64::INFINITY, f64::min)
}

fn speed_up(serial: f64, processors: f64) -> f64 {
    1.0 / (serial + (1.0 - serial) / processors)
}

fn main() {
    let cores = thread::available_parallelism().unwrap().get();
    let alone = best(1);
    println!(
        "this machine has {cores} cores; one thread takes {:.0} ms",
        alone * 1000.0
    );
    println!("threads  measured  law for 20 % serial");
    for threads in [1, 2, 4, 8] {
        let measured = alone / best(threads);
        let law = speed_up(0.2, threads.min(cores) as f64);
        println!("{threads:7}  {measured:8.2}  {law:8.2}");
    }
}
