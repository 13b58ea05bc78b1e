use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::thread;

static BALANCE: AtomicI32 = AtomicI32::new(100);

fn withdraw(amount: i32) {
    if BALANCE.load(SeqCst) >= amount {
        BALANCE.fetch_sub(amount, SeqCst);
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| withdraw(80));
        s.spawn(|| withdraw(80));
    });
    println!("{}", BALANCE.load(SeqCst));
}
