use std::thread;
use std::time::{Duration, Instant};

/// The shortest and the longest time between two neighbouring lines.
fn watch() -> (Duration, Duration) {
    let (mut shortest, mut longest) = (Duration::MAX, Duration::ZERO);
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_millis(300) {
        let one = Instant::now();
        let next = Instant::now();
        shortest = shortest.min(next - one);
        longest = longest.max(next - one);
    }
    (shortest, longest)
}

fn main() {
    let cpus = thread::available_parallelism().unwrap().get();
    for threads in [1, 4 * cpus] {
        let watchers: Vec<_> = (0..threads).map(|_| thread::spawn(watch)).collect();
        let gaps: Vec<_> = watchers
            .into_iter()
            .map(|watcher| watcher.join().unwrap())
            .collect();
        let shortest = gaps.iter().map(|gap| gap.0).min().unwrap().as_nanos();
        let longest = gaps.iter().map(|gap| gap.1).max().unwrap().as_micros();
        println!("threads {threads}: {shortest} ns to {longest} µs");
    }
}
