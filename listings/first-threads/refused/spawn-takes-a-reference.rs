use std::thread;

fn main() {
    let name = String::from("Ada");
    let borrowed = &name;
    let greeter = thread::spawn(move || println!("hello, {borrowed}"));
    greeter.join().unwrap();
}
