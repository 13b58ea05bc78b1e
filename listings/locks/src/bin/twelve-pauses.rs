use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

const PAUSES: [u64; 20] = [1, 1, 0, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1];

fn pause(tenths: u64) {
    thread::sleep(Duration::from_millis(100 * tenths));
}

/// Has `step` done once for each pause, one after the other or each in its own thread, and says how long that took.
fn timed(way: &str, in_threads: bool, step: impl Fn(&Mutex<u32>, u64) + Sync) {
    let begin = Instant::now();
    let counter = Mutex::new(0);
    if in_threads {
        thread::scope(|s| {
            for tenths in PAUSES {
                let (counter, step) = (&counter, &step);
                s.spawn(move || step(counter, tenths));
            }
        });
    } else {
        PAUSES.iter().for_each(|&tenths| step(&counter, tenths));
    }
    let seconds = begin.elapsed().as_secs_f64();
    println!(
        "{seconds:.2} s, counter {}: {way}",
        counter.into_inner().unwrap()
    );
}

fn main() {
    let inside = |counter: &Mutex<u32>, tenths| {
        let mut count = counter.lock().unwrap();
        pause(tenths);
        *count += 1;
    };
    let outside = |counter: &Mutex<u32>, tenths| {
        pause(tenths);
        *counter.lock().unwrap() += 1;
    };
    timed("one thread", false, inside);
    timed("20 threads, pause inside the lock", true, inside);
    timed("20 threads, pause outside", true, outside);
}
