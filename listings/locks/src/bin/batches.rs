use std::cell::RefCell;
use std::sync::Mutex;
use std::thread;

static LOG: Mutex<Vec<u32>> = Mutex::new(Vec::new());

thread_local! {
    static PENDING: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

fn note(value: u32) {
    PENDING.with_borrow_mut(|pending| pending.push(value)); // no lock: it is ours
}

fn flush() {
    PENDING.with_borrow_mut(|pending| LOG.lock().unwrap().append(pending));
}

fn main() {
    thread::scope(|s| {
        for id in [1, 2] {
            s.spawn(move || {
                note(10 * id);
                note(10 * id + 1);
                flush(); // one lock for both
            });
        }
    });
    println!("{:?}", LOG.lock().unwrap());
}
