use std::sync::Mutex;
use std::thread;

fn main() {
    let line = Mutex::new(String::new());
    thread::scope(|s| {
        for word in ["to ", "be ", "or "] {
            let line = &line;
            s.spawn(move || line.lock().unwrap().push_str(word));
        }
    });
    println!("{}", line.into_inner().unwrap());
}
