use std::hint::black_box;
use std::thread;

use rand::RngExt;
use rand::rngs::SmallRng;

/// Keeps a core busy for so many additions.
fn work(steps: u64) {
    for step in 0..steps {
        black_box(step + 1);
    }
}

fn main() {
    let numbers = thread::spawn(|| {
        let mut dice: SmallRng = rand::make_rng();
        for number in 0..5 {
            work(dice.random_range(1..300_000));
            println!("{number}");
        }
    });
    let letters = thread::spawn(|| {
        let mut dice: SmallRng = rand::make_rng();
        for letter in 'a'..='e' {
            work(dice.random_range(1..300_000));
            println!("{letter}");
        }
    });
    numbers.join().unwrap();
    letters.join().unwrap();
}
