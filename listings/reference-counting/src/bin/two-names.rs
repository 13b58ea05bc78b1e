use std::cell::RefCell;
use std::rc::Rc;

fn main() {
    let a = Rc::new(RefCell::new(vec![7]));
    println!("{}", Rc::strong_count(&a));
    let b = Rc::clone(&a);
    println!("{}", Rc::strong_count(&a));
    a.borrow_mut()[0] = 8;
    println!("{:?} {:?}", a.borrow(), b.borrow());
}
