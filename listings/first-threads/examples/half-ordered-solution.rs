use std::thread;

/// `1` must come before `a`. Between `a` and `2` either order must stay possible.
fn main() {
    let numbers = thread::spawn(|| {
        println!("1");
        let letters = thread::spawn(|| println!("a"));
        println!("2");
        letters.join().unwrap();
    });
    numbers.join().unwrap();
}
