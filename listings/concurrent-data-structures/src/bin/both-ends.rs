use std::thread;

use crossbeam_deque::{Steal, Worker};

fn main() {
    let own = Worker::new_lifo();
    let thief = own.stealer();
    for job in ["sort all", "sort a half", "sort a quarter"] {
        own.push(job);
    }
    println!("the owner takes: {}", own.pop().unwrap());
    thread::spawn(move || {
        if let Steal::Success(job) = thief.steal() {
            println!("a thief takes: {job}");
        }
    })
    .join()
    .unwrap();
    println!("the owner takes: {}", own.pop().unwrap());
}
