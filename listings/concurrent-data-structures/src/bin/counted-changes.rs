use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// Nodes are numbers. Each has a next one; 3 is the end.
static NEXT: [AtomicUsize; 3] = [
    AtomicUsize::new(1),
    AtomicUsize::new(2),
    AtomicUsize::new(3),
];
/// The node on top, plus 10 for each change that there ever was.
static TOP: AtomicUsize = AtomicUsize::new(0);

fn push(node: usize) {
    loop {
        let top = TOP.load(SeqCst);
        NEXT[node].store(top % 10, SeqCst);
        let new = top / 10 * 10 + 10 + node;
        if TOP.compare_exchange(top, new, SeqCst, SeqCst).is_ok() {
            return;
        }
    }
}

fn pop() -> usize {
    loop {
        let top = TOP.load(SeqCst);
        let next = NEXT[top % 10].load(SeqCst);
        let new = top / 10 * 10 + 10 + next;
        if TOP.compare_exchange(top, new, SeqCst, SeqCst).is_ok() {
            return top % 10;
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
    let mut at = TOP.load(SeqCst) % 10;
    while at != 3 {
        nodes += 1;
        at = NEXT[at].load(SeqCst);
    }
    println!("{nodes} nodes");
}
