use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// Nodes are numbers. Link n leads on from node n, link 0 to the first one; 0 is the end.
static LINKS: [AtomicUsize; 4] = [
    AtomicUsize::new(1),
    AtomicUsize::new(2),
    AtomicUsize::new(3),
    AtomicUsize::new(0),
];
/// Whoever changes a link holds its lock.
static LOCKS: [Mutex<()>; 4] = [
    Mutex::new(()),
    Mutex::new(()),
    Mutex::new(()),
    Mutex::new(()),
];

// ANCHOR: remove
fn remove(node: usize) {
    let mut before = 0;
    let mut held = LOCKS[before].lock().unwrap();
    while LINKS[before].load(SeqCst) != node {
        before = LINKS[before].load(SeqCst);
        held = LOCKS[before].lock().unwrap(); // only now the lock before it is released
    }
    let next = LINKS[node].load(SeqCst);
    LINKS[before].store(next, SeqCst);
    drop(held);
}
// ANCHOR_END: remove

fn main() {
    thread::scope(|s| {
        s.spawn(|| remove(1));
        s.spawn(|| remove(2));
    });
    let mut at = LINKS[0].load(SeqCst);
    while at != 0 {
        println!("{at}");
        at = LINKS[at].load(SeqCst);
    }
}
