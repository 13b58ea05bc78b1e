use std::sync::mpsc;
use std::thread;

fn main() {
    let (put, take) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(move || {
            put.send(7).unwrap();
            println!("put loaf 7");
        });
        let loaf = take.recv().unwrap();
        println!("took loaf {loaf}");
    });
}
