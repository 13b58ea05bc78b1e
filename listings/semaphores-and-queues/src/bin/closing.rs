use std::sync::mpsc;
use std::thread;

fn main() {
    let (put, take) = mpsc::channel();
    let also_put = put.clone();
    thread::scope(|s| {
        s.spawn(move || put.send(1).unwrap());
        s.spawn(move || also_put.send(2).unwrap());
        let mut sold = 0;
        for loaf in take {
            sold += loaf;
        }
        println!("sold {sold}, and nobody bakes any more");
    });
}
