use std::rc::Rc;
use std::thread;

fn main() {
    let order = Rc::new("two coffees");
    let copy = Rc::clone(&order);
    thread::spawn(move || println!("{copy}")).join().unwrap();
    println!("{order}");
}
