use std::hint::black_box;
use std::thread;

/// A recursive descent, with a quarter of a kilobyte of its own on each level.
fn dig(depth: u64) -> u64 {
    let room = black_box([1u8; 256]);
    if depth == 0 {
        0
    } else {
        dig(depth - 1) + u64::from(room[0])
    }
}

fn main() {
    let deep = thread::Builder::new().stack_size(64 << 20);
    let digger = deep.spawn(|| dig(20_000)).unwrap();
    println!("{}", digger.join().unwrap());
}
