use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::thread;

/// A value of the interpreted language: counted, and changed by whoever has it.
type Object = Rc<RefCell<Vec<i64>>>;

fn evaluate(globals: &HashMap<&str, Object>) {
    let list = Rc::clone(&globals["list"]);
    list.borrow_mut().push(1);
}

fn main() {
    let globals = HashMap::from([("list", Object::default())]);
    thread::scope(|s| {
        s.spawn(|| evaluate(&globals));
        s.spawn(|| evaluate(&globals));
    });
}
