use std::cell::{Cell, RefCell};
use std::thread;
thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static LOG: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    static NAMED: RefCell<String> = RefCell::new(String::from("x"));
}
fn main() {
    let t = thread::spawn(|| {
        COUNT.set(COUNT.get() + 1);
        LOG.with_borrow_mut(|log| log.push(7));
        LOG.with_borrow(|log| println!("{log:?} {}", COUNT.get()));
    });
    t.join().unwrap();
    NAMED.with(|n| n.borrow_mut().push('y'));
    NAMED.with_borrow_mut(|n| n.push('z'));
    println!("{} {}", COUNT.get(), NAMED.take());
    LOG.with(|log| println!("{}", log.borrow().len()));
}
