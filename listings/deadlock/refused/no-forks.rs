use std::thread;

fn main() {
    let mut bowl = 5;
    thread::scope(|s| {
        for _ in 0..5 {
            s.spawn(|| bowl -= 1);
        }
    });
}
