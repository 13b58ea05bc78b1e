use std::thread;

/// `1` must come before `a`. Between `a` and `2` either order must stay possible.
fn main() {
    let numbers = thread::spawn(|| {
        println!("1");
        println!("2");
    });
    let letters = thread::spawn(|| println!("a"));
    numbers.join().unwrap();
    letters.join().unwrap();
}
