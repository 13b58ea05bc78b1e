use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

const TABLES: u64 = 12;
const PATIENCE: u32 = 100;
const STEP: Duration = Duration::from_micros(500);

// ANCHOR: write
/// Takes two locks by trying, and says how often it gave the first one back. At some point it gives up.
fn write(first: &Mutex<()>, second: &Mutex<()>, mut nap: impl FnMut() -> Duration) -> u32 {
    let mut given_back = 0;
    loop {
        let held = first.lock().unwrap();
        thread::sleep(STEP); // gets ready to write
        if second.try_lock().is_ok() || given_back == PATIENCE {
            return given_back;
        }
        thread::sleep(STEP); // puts everything back as it was
        drop(held);
        given_back += 1;
        thread::sleep(nap());
    }
}
// ANCHOR_END: write

/// How often the two at each of many tables gave way, and how long one table took.
fn measure(random: bool) -> (f64, f64) {
    let start = Instant::now();
    let mut given_back = 0;
    for table in 0..TABLES {
        let (pen, paper) = (Mutex::new(()), Mutex::new(()));
        let naps = |seat| {
            let mut dice = SmallRng::seed_from_u64(2 * table + seat);
            move || {
                if random {
                    STEP.mul_f64(dice.random_range(0.0..4.0))
                } else {
                    STEP
                }
            }
        };
        let (ada, ben) = (naps(0), naps(1));
        thread::scope(|s| {
            let other = s.spawn(|| write(&pen, &paper, ada));
            given_back += write(&paper, &pen, ben) + other.join().unwrap();
        });
    }
    let time = start.elapsed().as_secs_f64() * 1000.0;
    (f64::from(given_back) / TABLES as f64, time / TABLES as f64)
}

fn main() {
    for (name, random) in [("the same nap for both", false), ("a random nap", true)] {
        let (given_back, time) = measure(random);
        println!("given back {given_back:.2} times in {time:.1} ms: {name}");
    }
}
