use std::thread;

fn main() {
    let name = String::from("Ada");
    let greeter = thread::spawn(|| println!("hello, {name}"));
    greeter.join().unwrap();
}
