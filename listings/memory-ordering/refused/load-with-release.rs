use std::sync::atomic::{AtomicBool, Ordering::Release};

static READY: AtomicBool = AtomicBool::new(false);

fn main() {
    println!("{}", READY.load(Release));
}
