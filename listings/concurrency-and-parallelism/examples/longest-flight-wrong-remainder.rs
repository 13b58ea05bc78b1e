use std::cmp::Reverse;
use std::sync::Barrier;
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
    TOOK_OFF.with(|()| ());
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

static ALL_ABOARD: Barrier = Barrier::new(4);
thread_local! {
    /// Made at a thread's first flight, and not before four threads are there.
    static TOOK_OFF: () = _ = ALL_ABOARD.wait();
}

fn main() {
    for last in [19, 73, 54_000, 230_631] {
        println!("up to {last}: {}", longest_flight(last));
    }
}
