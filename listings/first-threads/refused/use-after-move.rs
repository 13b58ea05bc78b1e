use std::thread;

fn main() {
    let name = String::from("Ada");
    let greeter = thread::spawn(move || println!("hello, {name}"));
    println!("greeting {name}");
    greeter.join().unwrap();
}
