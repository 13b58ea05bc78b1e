use std::sync::mpsc;

fn main() {
    let (put, take) = mpsc::channel();
    put.send(7).unwrap();
    if !take.is_empty() {
        println!("{}", take.recv().unwrap());
    }
}
