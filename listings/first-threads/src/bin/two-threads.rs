use std::thread;

fn print_numbers() {
    for number in 0..3 {
        println!("{number}");
    }
}

fn print_letters() {
    for letter in ['a', 'b', 'c'] {
        println!("{letter}");
    }
}

fn main() {
    let numbers = thread::spawn(print_numbers);
    let letters = thread::spawn(print_letters);
    numbers.join().unwrap();
    letters.join().unwrap();
}
