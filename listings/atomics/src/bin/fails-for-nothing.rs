use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

fn main() {
    let number = AtomicU32::new(1);
    let answer = number.compare_exchange_weak(1, 3, SeqCst, SeqCst);
    println!("{answer:?}");
}
