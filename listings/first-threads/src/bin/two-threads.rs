use std::thread;

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            for number in 0..3 {
                println!("{number}");
            }
        });
        s.spawn(|| {
            for letter in ['a', 'b', 'c'] {
                println!("{letter}");
            }
        });
    });
}
