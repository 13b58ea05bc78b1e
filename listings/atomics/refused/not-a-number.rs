use std::sync::atomic::AtomicU32;

static COUNTER: AtomicU32 = AtomicU32::new(0);

fn main() {
    let seen: u32 = COUNTER;
    println!("{seen}");
}
