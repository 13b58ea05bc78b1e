use std::sync::Mutex;
use std::thread;

/// Each link leads to a node by its number; 0 is the end. Node n has link n, and link 0 is the first.
static LINKS: [Mutex<usize>; 4] = [Mutex::new(1), Mutex::new(2), Mutex::new(3), Mutex::new(0)];

/// Unlinks a node, under the lock of the link that leads to it.
fn remove(before: usize, node: usize) {
    let mut link = LINKS[before].lock().unwrap();
    if *link == node {
        let next = *LINKS[node].lock().unwrap();
        *link = next;
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| remove(0, 1));
        s.spawn(|| remove(1, 2));
    });
    let mut at = *LINKS[0].lock().unwrap();
    while at != 0 {
        println!("{at}");
        at = *LINKS[at].lock().unwrap();
    }
}
