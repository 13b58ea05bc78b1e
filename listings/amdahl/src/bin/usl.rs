use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const THINK: u32 = 4_000; // microseconds that need nobody else
const MERGE: u32 = 1_000; // microseconds alone with the shared result
const TALK: u32 = 40; // microseconds for each of the other workers
const ROUNDS: u32 = 4;

fn work(microseconds: u32) {
    thread::sleep(Duration::from_micros(microseconds.into()));
}

// ANCHOR: round
/// In each round, every worker thinks, then merges what it has found
/// and tells all the others. Returns the work done per second.
fn throughput(workers: u32) -> f64 {
    let shared = Mutex::new(());
    let all_done = Barrier::new(workers as usize);
    let start = Instant::now();
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                for _ in 0..ROUNDS {
                    work(THINK);
                    let alone = shared.lock().unwrap();
                    work(MERGE + TALK * (workers - 1));
                    drop(alone);
                    all_done.wait();
                }
            });
        }
    });
    f64::from(workers * ROUNDS) / start.elapsed().as_secs_f64()
}
// ANCHOR_END: round

// ANCHOR: fit
/// n / (1 + contention (n - 1) + coherency n (n - 1))
struct Scalability {
    contention: f64,
    coherency: f64,
}

impl Scalability {
    /// Least squares. With x = n - 1 and y = n / speed-up - 1, the law is a parabola
    /// through the origin, y = (contention + coherency) x + coherency x^2:
    /// two unknowns, two linear equations.
    fn fit(points: &[(f64, f64)]) -> Scalability {
        let [mut x2, mut x3, mut x4, mut xy, mut x2y] = [0.0; 5];
        for &(n, speed_up) in points {
            let (x, y) = (n - 1.0, n / speed_up - 1.0);
            x2 += x * x;
            x3 += x * x * x;
            x4 += x * x * x * x;
            xy += x * y;
            x2y += x * x * y;
        }
        let determinant = x2 * x4 - x3 * x3;
        let linear = (xy * x4 - x2y * x3) / determinant;
        let coherency = (x2y * x2 - xy * x3) / determinant;
        Scalability {
            contention: linear - coherency,
            coherency,
        }
    }

    fn speed_up(&self, n: f64) -> f64 {
        n / (1.0 + self.contention * (n - 1.0) + self.coherency * n * (n - 1.0))
    }

    /// The number of workers beyond which more of them get less done.
    fn peak(&self) -> f64 {
        ((1.0 - self.contention) / self.coherency).sqrt()
    }
}
// ANCHOR_END: fit

fn main() {
    let sizes = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32];
    // The best of three: noise only ever takes away.
    let best = |workers| (0..3).map(|_| throughput(workers)).fold(0.0, f64::max);
    let throughputs = sizes.map(best);
    let points: Vec<(f64, f64)> = sizes
        .iter()
        .zip(throughputs)
        .map(|(&n, t)| (n.into(), t / throughputs[0]))
        .collect();
    let law = Scalability::fit(&points);
    println!(
        "contention {:.3}, coherency {:.4}, peak at {:.1}",
        law.contention,
        law.coherency,
        law.peak()
    );
    println!("workers  measured  fitted");
    for (n, measured) in points {
        println!("{n:7}  {measured:8.2}  {:6.2}", law.speed_up(n));
    }
}
