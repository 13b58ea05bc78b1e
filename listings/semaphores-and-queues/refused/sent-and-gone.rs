use std::sync::mpsc;

fn main() {
    let (put, take) = mpsc::channel();
    let loaf = String::from("rye");
    put.send(loaf).unwrap();
    println!("I still have my {loaf}");
    println!("{}", take.recv().unwrap());
}
