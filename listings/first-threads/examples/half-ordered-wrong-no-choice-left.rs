use std::thread;

/// `1` must come before `a`. Between `a` and `2` either order must stay possible.
fn main() {
    let numbers = thread::spawn(|| {
        println!("1");
        println!("2");
    });
    numbers.join().unwrap();
    let letters = thread::spawn(|| println!("a"));
    letters.join().unwrap();
}
