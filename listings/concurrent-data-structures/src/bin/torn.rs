use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static FROM: AtomicU32 = AtomicU32::new(9); // open from nine to five
static TO: AtomicU32 = AtomicU32::new(17);

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            FROM.store(10, SeqCst);
            TO.store(18, SeqCst);
        });
        let (from, to) = (FROM.load(SeqCst), TO.load(SeqCst));
        println!("{from} to {to}");
    });
}
