use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// A variable that both threads use: the number of the object that it refers to.
static NAME: AtomicUsize = AtomicUsize::new(0);
/// How many pointers each of two objects has. Who takes a count to zero frees the object.
static COUNTS: [AtomicUsize; 2] = [AtomicUsize::new(1), AtomicUsize::new(1)];

/// `mine = name`, and a look at it.
fn read() {
    let mine = NAME.load(SeqCst);
    let others = COUNTS[mine].fetch_add(1, SeqCst);
    if others == 0 {
        println!("object {mine} is used after it was freed");
    } else {
        println!("object {mine} is used");
    }
}

/// `name = another`: the old object has a pointer less.
fn assign() {
    let old = NAME.swap(1, SeqCst);
    COUNTS[old].fetch_sub(1, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(read);
        s.spawn(assign);
    });
}
