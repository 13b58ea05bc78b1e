use std::sync::Mutex;

fn five() -> usize {
    let word = Mutex::new(String::from("locks"));
    word.lock().unwrap().len()
}

fn main() {
    println!("{}", five());
}
