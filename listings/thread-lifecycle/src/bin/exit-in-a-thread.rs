use std::{process, thread};

fn main() {
    let worker = thread::spawn(|| {
        println!("worker: I give up");
        process::exit(3);
    });
    let _ = worker.join();
    println!("main: never mind");
}
