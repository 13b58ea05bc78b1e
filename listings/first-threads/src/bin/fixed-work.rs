use std::hint::black_box;
use std::thread;

/// Keeps a core busy for so many additions.
fn work(steps: u64) {
    for step in 0..steps {
        black_box(step + 1);
    }
}

fn main() {
    // ANCHOR: numbers
    let numbers = thread::spawn(|| {
        for number in 0..5 {
            work(150_000);
            println!("{number}");
        }
    });
    // ANCHOR_END: numbers
    let letters = thread::spawn(|| {
        for letter in 'a'..='e' {
            work(150_000);
            println!("{letter}");
        }
    });
    numbers.join().unwrap();
    letters.join().unwrap();
}
