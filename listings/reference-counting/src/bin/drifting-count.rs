use std::sync::atomic::{AtomicIsize, Ordering::SeqCst};
use std::thread;

const ROUNDS: u32 = 500_000;

/// One pointer is there all the time.
static COUNT: AtomicIsize = AtomicIsize::new(1);

/// Takes a pointer and drops it, again and again; says how often it would have freed the object.
fn borrow_and_return() -> u32 {
    let mut freed = 0;
    for _ in 0..ROUNDS {
        let seen = COUNT.load(SeqCst);
        COUNT.store(seen + 1, SeqCst);

        let seen = COUNT.load(SeqCst);
        COUNT.store(seen - 1, SeqCst);
        if seen - 1 == 0 {
            freed += 1;
        }
    }
    freed
}

fn main() {
    let freed: u32 = thread::scope(|s| {
        let threads = [s.spawn(borrow_and_return), s.spawn(borrow_and_return)];
        threads.map(|thread| thread.join().unwrap()).iter().sum()
    });
    println!("the count of one pointer: {}", COUNT.load(SeqCst));
    println!("times that it fell to zero: {freed}");
}
