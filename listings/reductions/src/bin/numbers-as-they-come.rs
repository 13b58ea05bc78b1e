use std::sync::Mutex;
use std::thread;

fn main() {
    let sum = Mutex::new(0);
    thread::scope(|s| {
        for number in [1, 10, 100] {
            let sum = &sum;
            s.spawn(move || *sum.lock().unwrap() += number);
        }
    });
    println!("{}", sum.into_inner().unwrap());
}
