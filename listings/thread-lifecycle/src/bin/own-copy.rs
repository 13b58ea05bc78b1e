use std::cell::Cell;
use std::thread;

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

fn count_to(n: u32) -> u32 {
    for _ in 0..n {
        COUNT.set(COUNT.get() + 1);
    }
    COUNT.get()
}

fn main() {
    count_to(1);
    let worker = thread::spawn(|| count_to(10));
    println!("worker counted {}", worker.join().unwrap());
    println!("main counted {}", COUNT.get());
}
