use std::rc::Rc;
use std::thread;

fn main() {
    let name = Rc::new(String::from("Ada"));
    let shared = Rc::clone(&name);
    let greeter = thread::spawn(move || println!("hello, {shared}"));
    println!("greeting {name}");
    greeter.join().unwrap();
}
