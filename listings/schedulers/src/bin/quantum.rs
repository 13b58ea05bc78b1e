use std::collections::VecDeque;
use std::time::{Duration, Instant};

const TASKS: u32 = 8;
const WORK: Duration = Duration::from_millis(5);
const TICK: Duration = Duration::from_millis(1);

fn compute(length: Duration) {
    let start = Instant::now();
    while start.elapsed() < length {}
}

/// Eight tasks with 5 ms of work each, and a clock that is due every millisecond.
/// How late it was at most, in microseconds.
fn lateness(quantum: Duration) -> f64 {
    let mut ready: VecDeque<Duration> = (0..TASKS).map(|_| WORK).collect();
    let mut due = Instant::now() + TICK;
    let mut latest = Duration::ZERO;
    while !ready.is_empty() {
        for _ in 0..ready.len() {
            let left = ready.pop_front().unwrap();
            compute(quantum.min(left));
            if left > quantum {
                ready.push_back(left - quantum);
            }
        }
        // A round is over: it is the clock's turn.
        let now = Instant::now();
        if now >= due {
            latest = latest.max(now - due);
            due = now + TICK;
        }
    }
    latest.as_secs_f64() * 1e6
}

fn main() {
    for micros in [1, 10, 100, 1000, 5000] {
        let late = lateness(Duration::from_micros(micros));
        println!("{micros} {late:.0}");
    }
}
