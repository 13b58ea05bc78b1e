use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

const END: usize = 9;
/// Nodes are numbers. Node 0 is the first, and its value is gone.
static NEXT: [AtomicUsize; 3] = [
    AtomicUsize::new(END),
    AtomicUsize::new(END),
    AtomicUsize::new(END),
];
static TAIL: AtomicUsize = AtomicUsize::new(0); // the last node, or the one before it

/// Links a node in behind the last one, and says which that was.
fn link(node: usize) -> usize {
    loop {
        let tail = TAIL.load(SeqCst);
        let next = NEXT[tail].load(SeqCst);
        if next != END {
            let _ = TAIL.compare_exchange(tail, next, SeqCst, SeqCst); // help
        } else if NEXT[tail]
            .compare_exchange(END, node, SeqCst, SeqCst)
            .is_ok()
        {
            return tail;
        }
    }
}

fn push(node: usize) {
    let before = link(node);
    let _ = TAIL.compare_exchange(before, node, SeqCst, SeqCst); // unless somebody has helped
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| link(1)); // the first half of a push, and then no more
        s.spawn(|| push(2));
    });
    let mut at = NEXT[0].load(SeqCst);
    while at != END {
        print!("{at} ");
        at = NEXT[at].load(SeqCst);
    }
    println!("and the tail is at {}", TAIL.load(SeqCst));
}
