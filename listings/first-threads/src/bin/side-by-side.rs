use std::thread;
use std::time::{Duration, Instant};

fn print_numbers(n: u32) {
    for number in 0..n {
        thread::sleep(Duration::from_millis(100));
        println!("Number: {number}");
    }
}

fn print_letters(letters: &str) {
    for letter in letters.chars() {
        thread::sleep(Duration::from_millis(100));
        println!("Letter: {letter}");
    }
}

fn main() {
    let begin = Instant::now();
    print_numbers(5);
    print_letters("abcde");
    println!(
        "one after the other: {:.3} s",
        begin.elapsed().as_secs_f64()
    );

    let begin = Instant::now();
    thread::scope(|s| {
        s.spawn(|| print_numbers(5));
        s.spawn(|| print_letters("abcde"));
    });
    println!("side by side: {:.3} s", begin.elapsed().as_secs_f64());
}
