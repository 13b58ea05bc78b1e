use std::hint::black_box;
use std::thread;

use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

/// Keeps a core busy for so many additions.
fn work(steps: u64) {
    for step in 0..steps {
        black_box(step + 1);
    }
}

fn main() {
    // ANCHOR: numbers
    let numbers = thread::spawn(|| {
        let mut dice = SmallRng::seed_from_u64(1);
        for number in 0..5 {
            work(dice.random_range(1..300_000));
            println!("{number}");
        }
    });
    // ANCHOR_END: numbers
    let letters = thread::spawn(|| {
        let mut dice = SmallRng::seed_from_u64(2);
        for letter in 'a'..='e' {
            work(dice.random_range(1..300_000));
            println!("{letter}");
        }
    });
    numbers.join().unwrap();
    letters.join().unwrap();
}
