use std::sync::atomic::{AtomicU32, Ordering::Release};

fn main() {
    let counter = AtomicU32::new(0);
    println!("{}", counter.load(Release));
}
