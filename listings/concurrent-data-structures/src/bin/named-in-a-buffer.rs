use std::sync::atomic::Ordering::{AcqRel, Acquire, Release};
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::thread;

const NOBODY: usize = 2;
static CURRENT: AtomicUsize = AtomicUsize::new(0); // the node that everybody reads
static FREED: [AtomicBool; 2] = [AtomicBool::new(false), AtomicBool::new(false)];
static HAZARD: AtomicUsize = AtomicUsize::new(NOBODY); // the node that the reader reads

fn read() {
    let mut node = CURRENT.load(Acquire);
    loop {
        HAZARD.store(node, Release);
        let again = CURRENT.load(Acquire);
        if again == node {
            break;
        }
        node = again;
    }
    assert!(!FREED[node].load(Acquire), "read after it was freed");
    HAZARD.store(NOBODY, Release);
}

fn replace() {
    let old = CURRENT.swap(1, AcqRel);
    if HAZARD.load(Acquire) != old {
        FREED[old].store(true, Release);
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(read);
        s.spawn(replace);
    });
    println!("read, and replaced");
}
