use std::sync::mpsc;
use std::thread;

fn main() {
    let (put, take) = mpsc::channel();
    put.send(7).unwrap();
    thread::scope(|s| {
        s.spawn(|| take.recv());
        s.spawn(|| take.recv());
    });
}
