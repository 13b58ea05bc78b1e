use std::rc::Rc;
use std::thread;

fn main() {
    let name = Rc::new(String::from("Ada"));
    thread::scope(|s| {
        s.spawn(|| drop(Rc::clone(&name)));
        s.spawn(|| drop(Rc::clone(&name)));
    });
}
