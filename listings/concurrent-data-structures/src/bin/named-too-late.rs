use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;

const NOBODY: usize = 2;
static CURRENT: AtomicUsize = AtomicUsize::new(0); // the node that everybody reads
static FREED: [AtomicBool; 2] = [AtomicBool::new(false), AtomicBool::new(false)];
static HAZARD: AtomicUsize = AtomicUsize::new(NOBODY); // the node that the reader reads

fn read() {
    let node = CURRENT.load(SeqCst);
    HAZARD.store(node, SeqCst);
    assert!(!FREED[node].load(SeqCst), "read after it was freed");
    HAZARD.store(NOBODY, SeqCst);
}

fn replace() {
    let old = CURRENT.swap(1, SeqCst);
    if HAZARD.load(SeqCst) != old {
        FREED[old].store(true, SeqCst);
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(read);
        s.spawn(replace);
    });
    println!("read, and replaced");
}
