use std::hint::black_box;
use std::thread;

fn deeper(n: u64) -> u64 {
    if n == u64::MAX {
        0
    } else {
        1 + black_box(deeper(n + 1))
    }
}

fn main() {
    println!("main: all is well");
    let worker = thread::spawn(|| deeper(0));
    match worker.join() {
        Ok(depth) => println!("main: {depth}"),
        Err(_) => println!("main: the worker panicked"),
    }
}
