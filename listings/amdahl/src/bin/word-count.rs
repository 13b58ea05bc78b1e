use std::collections::HashMap;
use std::thread;
use std::time::Instant;

const WORDS: usize = 400_000;

// ANCHOR: phases
/// Serial: a text arrives as one stream.
fn read() -> Vec<String> {
    let mut x = 1u32;
    (0..WORDS)
        .map(|_| {
            x = x.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
            format!("w{}", (x >> 8) % 20_000)
        })
        .collect()
}

/// Parallel: each thread counts the words of its own piece.
fn count(text: &[String], threads: usize) -> Vec<HashMap<&str, u32>> {
    thread::scope(|s| {
        let pieces = text.chunks(text.len().div_ceil(threads));
        let counting: Vec<_> = pieces
            .map(|piece| {
                s.spawn(move || {
                    let mut counts = HashMap::new();
                    for word in piece {
                        *counts.entry(word.as_str()).or_insert(0) += 1;
                    }
                    counts
                })
            })
            .collect();
        counting
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

/// Serial again, and there is more of it the more threads there were.
fn merge(parts: Vec<HashMap<&str, u32>>) -> HashMap<&str, u32> {
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap();
    for (word, count) in parts.flatten() {
        *all.entry(word).or_insert(0) += count;
    }
    all
}
// ANCHOR_END: phases

/// Seconds for reading, counting and merging.
fn job(threads: usize) -> [f64; 3] {
    let start = Instant::now();
    let text = read();
    let read = start.elapsed().as_secs_f64();
    let parts = count(&text, threads);
    let counted = start.elapsed().as_secs_f64();
    let counts = merge(parts);
    let merged = start.elapsed().as_secs_f64();
    assert_eq!(counts.values().sum::<u32>(), WORDS as u32);
    [read, counted - read, merged - counted]
}

fn main() {
    let cores = thread::available_parallelism().unwrap().get();
    let alone = job(1);
    let total: f64 = alone.iter().sum();
    println!(
        "{cores} cores; one thread: read {:.1} ms of {:.1} ms",
        alone[0] * 1e3,
        total * 1e3
    );
    println!("threads  read ms  count ms  merge ms  speed-up  serial share");
    for threads in [2, 4, 8] {
        let times = job(threads);
        let speed_up = total / times.iter().sum::<f64>();
        let share = serial_share(speed_up, threads.min(cores) as f64);
        let [read, count, merge] = times.map(|seconds| seconds * 1e3);
        println!("{threads:7}  {read:7.1}  {count:8.1}  {merge:8.1}  {speed_up:8.2}  {share:12.2}");
    }
}

// ANCHOR: share
/// Amdahl's law read backwards: the serial share that would explain this speed-up.
fn serial_share(speed_up: f64, processors: f64) -> f64 {
    (1.0 / speed_up - 1.0 / processors) / (1.0 - 1.0 / processors)
}
// ANCHOR_END: share
