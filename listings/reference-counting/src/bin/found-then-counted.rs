use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;

/// A variable that both threads use: the number of the object that it refers to.
static NAME: AtomicUsize = AtomicUsize::new(0);
/// Two objects: how many pointers each has, and whether its memory was given back.
static COUNTS: [AtomicUsize; 2] = [AtomicUsize::new(1), AtomicUsize::new(1)];
static FREED: [AtomicBool; 2] = [AtomicBool::new(false), AtomicBool::new(false)];

fn drop_a_pointer(object: usize) {
    if COUNTS[object].fetch_sub(1, SeqCst) == 1 {
        FREED[object].store(true, SeqCst);
    }
}

/// `mine = name`, and a look at it.
fn read() {
    let mine = NAME.load(SeqCst);
    COUNTS[mine].fetch_add(1, SeqCst);
    if FREED[mine].load(SeqCst) {
        println!("object {mine} is used after it was freed");
    } else {
        println!("object {mine} is used");
    }
}

fn main() {
    let reader = thread::spawn(read);
    // `name = another`: the old object has a pointer less.
    drop_a_pointer(NAME.swap(1, SeqCst));
    reader.join().unwrap();
}
