use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// Nodes are numbers. Each has a next one; 3 is the end.
static NEXT: [AtomicUsize; 3] = [
    AtomicUsize::new(1),
    AtomicUsize::new(2),
    AtomicUsize::new(3),
];
static TOP: AtomicUsize = AtomicUsize::new(0);

fn push(node: usize) {
    loop {
        let top = TOP.load(SeqCst);
        NEXT[node].store(top, SeqCst);
        if TOP.compare_exchange(top, node, SeqCst, SeqCst).is_ok() {
            return;
        }
    }
}

fn pop() -> usize {
    loop {
        let top = TOP.load(SeqCst);
        let next = NEXT[top].load(SeqCst);
        if TOP.compare_exchange(top, next, SeqCst, SeqCst).is_ok() {
            return top;
        }
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(pop); // and keeps it
        s.spawn(|| {
            let first = pop();
            pop(); // and keeps it
            push(first);
        });
    });
    let mut nodes = 2; // kept
    let mut at = TOP.load(SeqCst);
    while at != 3 {
        nodes += 1;
        at = NEXT[at].load(SeqCst);
    }
    println!("{nodes} nodes");
}
