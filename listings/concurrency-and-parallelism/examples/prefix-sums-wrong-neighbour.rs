use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

/// Replaces each number by the sum of itself and all those before it.
/// Four threads share the work.
fn prefix_sums(numbers: &mut [u64]) {
    let quarter = numbers.len().div_ceil(4);
    thread::scope(|s| {
        for piece in numbers.chunks_mut(quarter) {
            s.spawn(|| scan(piece));
        }
    });
    let mut before = 0;
    for piece in numbers.chunks_mut(quarter) {
        let offset = before;
        before = piece[piece.len() - 1];
        piece.iter_mut().for_each(|sum| *sum += offset);
    }
}

/// The longest piece that was scanned in one go.
static LONGEST: AtomicUsize = AtomicUsize::new(0);

/// The same with one thread.
fn scan(piece: &mut [u64]) {
    LONGEST.fetch_max(piece.len(), Relaxed);
    let mut sum = 0;
    for number in piece {
        sum += *number;
        *number = sum;
    }
}

fn main() {
    for length in [1, 4, 10, 1_000, 1_003] {
        let mut numbers: Vec<u64> = (0..length).map(|i| i * i % 17).collect();
        let mut expected = numbers.clone();
        scan(&mut expected);

        LONGEST.store(0, Relaxed);
        prefix_sums(&mut numbers);
        let right = numbers == expected;
        let shared = LONGEST.load(Relaxed) <= numbers.len().div_ceil(4);
        println!("{length} numbers: right {right}, shared among four {shared}");
    }
}
