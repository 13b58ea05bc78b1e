use std::thread;

fn main() {
    let numbers = thread::spawn(|| {
        print!("Number: ");
        print!("0");
        println!();
    });
    let letters = thread::spawn(|| {
        print!("Letter: ");
        print!("a");
        println!();
    });
    numbers.join().unwrap();
    letters.join().unwrap();
}
