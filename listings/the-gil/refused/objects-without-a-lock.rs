use std::cell::RefCell;
use std::rc::Rc;
use std::thread;

/// A value of the interpreted language: counted, and changed by whoever has it.
type Object = Rc<RefCell<Vec<i64>>>;

fn evaluate(globals: &[Object]) {
    let list = Rc::clone(&globals[0]);
    list.borrow_mut().push(1);
}

fn in_two_threads(work: impl Fn() + Sync) {
    thread::scope(|s| {
        s.spawn(&work);
        s.spawn(&work);
    });
}

fn main() {
    let globals = [Object::default()];
    in_two_threads(|| evaluate(&globals));
}
