use std::sync::Arc;
use std::thread;

fn main() {
    let mut list = Arc::new(vec![7]);
    let copy = Arc::clone(&list);
    let reader = thread::spawn(move || println!("{copy:?}"));
    list[0] = 8;
    reader.join().unwrap();
}
