use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

const SUM: Duration = Duration::from_millis(100);

/// Which turn it is; and whether whoever has it should let go.
static TURN: AtomicU32 = AtomicU32::new(0);
static LET_GO: AtomicBool = AtomicBool::new(false);
static CLOSING: AtomicBool = AtomicBool::new(false);

// ANCHOR: watch
/// Looks every millisecond whether the turn is still the one of ten looks ago.
fn watch() {
    let mut since = (TURN.load(Relaxed), Instant::now());
    while !CLOSING.load(Relaxed) {
        thread::sleep(Duration::from_millis(1));
        let turn = TURN.load(Relaxed);
        if turn != since.0 {
            since = (turn, Instant::now());
        } else if since.1.elapsed() >= Duration::from_millis(10) {
            LET_GO.store(true, Relaxed);
        }
    }
}

/// Computes until it is done (`true`), or asked to let go.
fn compute(left: &mut Duration, looks: bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < *left {
        if looks && LET_GO.load(Relaxed) {
            *left = left.saturating_sub(start.elapsed());
            return false;
        }
    }
    true
}
// ANCHOR_END: watch

/// How long a second task waits, at most, for a turn while the first computes.
fn longest_wait(looks: bool) -> f64 {
    let mut left = SUM;
    let mut ready = VecDeque::from(["sum", "other"]);
    let mut waits_since = Instant::now();
    let mut longest = Duration::ZERO;
    while let Some(task) = ready.pop_front() {
        TURN.fetch_add(1, Relaxed);
        LET_GO.store(false, Relaxed);
        if task == "other" {
            longest = longest.max(waits_since.elapsed());
            waits_since = Instant::now();
            if !ready.is_empty() {
                ready.push_back("other");
            }
        } else if !compute(&mut left, looks) {
            ready.push_back("sum");
        }
    }
    longest.as_secs_f64() * 1e3
}

fn main() {
    thread::scope(|s| {
        s.spawn(watch);
        println!("{:.1} ms: the sum looks", longest_wait(true));
        println!("{:.1} ms: the sum does not look", longest_wait(false));
        CLOSING.store(true, Relaxed);
    });
}
