use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

const PERIOD: Duration = Duration::from_millis(5);
const RUNS: u32 = 30;

/// A job that takes about a millisecond.
fn job() {
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(1) {
        black_box(());
    }
}

fn main() {
    let began = Instant::now();
    for _ in 0..RUNS {
        job();
        thread::sleep(PERIOD);
    }
    let pauses = began.elapsed();

    let began = Instant::now();
    for run in 1..=RUNS {
        job();
        // The times are counted from the beginning: being late once makes nobody late for the next.
        thread::sleep((PERIOD * run).saturating_sub(began.elapsed()));
    }
    let times = began.elapsed();

    let wanted = PERIOD * RUNS;
    let late = |time: Duration| time.saturating_sub(wanted).as_secs_f64() * 1000.0;
    println!("sleeping the period: {:.1} ms late", late(pauses));
    println!("sleeping until the next time: {:.1} ms late", late(times));
}
