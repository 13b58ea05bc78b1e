use std::sync::{Arc, Barrier, Mutex};
use std::thread;

fn main() {
    let page = Mutex::new(Arc::new(String::from("first edition")));
    let (begun, printed) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|s| {
        s.spawn(|| {
            let mine = page.lock().unwrap().clone();
            begun.wait();
            // reads, for as long as it likes
            printed.wait();
            println!("read to the end: {mine}");
        });
        s.spawn(|| {
            begun.wait();
            *page.lock().unwrap() = Arc::new(String::from("second edition"));
            printed.wait();
        });
    });
    println!("on sale: {}", page.lock().unwrap());
}
