use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

static NEXT: AtomicU8 = AtomicU8::new(0);

fn new_id() -> u8 {
    NEXT.fetch_add(1, Relaxed)
}

fn main() {
    let first = new_id();
    for _ in 1..256 {
        new_id();
    }
    println!("the first is {first}, the 257th is {}", new_id());
}
