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
        let gaps = watchers.into_iter().map(|watcher| watcher.join().unwrap());
        let (shortest, longest) = gaps.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap();
        println!(
            "threads {threads}: {} ns to {} µs",
            shortest.as_nanos(),
            longest.as_micros()
        );
    }
}
