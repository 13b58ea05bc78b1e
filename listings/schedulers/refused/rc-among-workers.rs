use std::collections::VecDeque;
use std::rc::Rc;

type Task = Box<dyn FnMut() -> bool + Send>;

fn main() {
    let recipe = Rc::new("two eggs");
    let mut ready: VecDeque<Task> = VecDeque::new();
    ready.push_back(Box::new(move || {
        println!("{recipe}");
        false
    }));
}
