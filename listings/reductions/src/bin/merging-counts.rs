use std::collections::HashMap;
use std::thread;
use std::time::Instant;

const WORDS: u64 = 400_000;

type Counts = HashMap<u64, u32>;

/// How often each word occurs. A word is a number here, which spares us the letters.
fn count(words: &[u64]) -> Counts {
    let mut counts = Counts::new();
    for word in words {
        *counts.entry(*word).or_default() += 1;
    }
    counts
}

fn merge(mut counts: Counts, others: Counts) -> Counts {
    for (word, count) in others {
        *counts.entry(word).or_default() += count;
    }
    counts
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn main() {
    for different in [100, 10_000, 1_000_000] {
        let words: Vec<u64> = (0..WORDS)
            .map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) % different)
            .collect();
        let start = Instant::now();
        let expected = count(&words);
        let alone = milliseconds(start);

        let (left, right) = words.split_at(words.len() / 2);
        let start = Instant::now();
        let (left, right) = thread::scope(|s| {
            let right = s.spawn(|| count(right));
            (count(left), right.join().unwrap())
        });
        let merging = Instant::now();
        let both = merge(left, right);
        let (merging, two) = (milliseconds(merging), milliseconds(start));
        assert_eq!(both, expected);
        println!(
            "{different} words: {alone:.1} ms alone, {two:.1} ms by two, of which {merging:.3} ms to merge"
        );
    }
}
