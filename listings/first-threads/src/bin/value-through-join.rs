use std::thread;

fn main() {
    let numbers = thread::spawn(|| {
        let mut sum = 0;
        for number in 0..5 {
            sum += number;
        }
        sum
    });
    let letters = thread::spawn(|| {
        let mut word = String::new();
        for letter in ['a', 'b', 'c'] {
            word.push(letter);
        }
        word
    });
    let sum = numbers.join().unwrap();
    let word = letters.join().unwrap();
    println!("{sum} {word}");
}
