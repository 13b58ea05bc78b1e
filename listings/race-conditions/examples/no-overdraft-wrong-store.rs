use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::thread;

static BALANCE: AtomicI32 = AtomicI32::new(100);

/// Takes the amount if it is there, and says whether it did. The balance must never be negative, not
/// even for a moment.
fn withdraw(amount: i32) -> bool {
    let seen = BALANCE.load(SeqCst);
    let enough = seen >= amount;
    if enough {
        BALANCE.store(seen - amount, SeqCst);
    }
    enough
}

fn main() {
    let served = thread::scope(|s| {
        let one = s.spawn(|| withdraw(80));
        let two = s.spawn(|| withdraw(80));
        let inspector = s.spawn(|| assert!(BALANCE.load(SeqCst) >= 0, "overdrawn"));
        let served = [one.join().unwrap(), two.join().unwrap()];
        inspector.join().unwrap();
        served
    });
    let served = u32::from(served[0]) + u32::from(served[1]);
    println!("{served} served, {} left", BALANCE.load(SeqCst));
}
