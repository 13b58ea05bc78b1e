use std::cmp::Reverse;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

/// The start from 1 to `last` with the longest flight; of several, the smallest.
/// Four threads share the work.
fn longest_flight(last: u64) -> u64 {
    let quarter = last / 4;
    let best_of = |worker: u64| {
        let starts = worker * quarter + 1..=(worker + 1) * quarter;
        starts.map(|start| (flight(start), Reverse(start))).max()
    };
    thread::scope(|s| {
        let workers: Vec<_> = (0..4)
            .map(|worker| s.spawn(move || best_of(worker)))
            .collect();
        let bests = workers
            .into_iter()
            .filter_map(|worker| worker.join().unwrap());
        let (_, Reverse(start)) = bests.max().unwrap();
        start
    })
}

/// How many steps it takes to come down to 1: halve what is even, triple what is odd
/// and add one. One flight is a chain. Different flights have nothing to do with each other.
fn flight(start: u64) -> u32 {
    TOOK_PART.with(|()| ());
    let (mut at, mut steps) = (start, 0);
    while at != 1 {
        at = if at.is_multiple_of(2) {
            at / 2
        } else {
            3 * at + 1
        };
        steps += 1;
    }
    steps
}

static PILOTS: AtomicU32 = AtomicU32::new(0);
thread_local! {
    static TOOK_PART: () = _ = PILOTS.fetch_add(1, Relaxed);
}

fn main() {
    for last in [19, 73, 54_000, 230_631] {
        PILOTS.store(0, Relaxed);
        let start = longest_flight(last);
        println!(
            "up to {last}: {start}, found by {} threads",
            PILOTS.load(Relaxed)
        );
    }
}
