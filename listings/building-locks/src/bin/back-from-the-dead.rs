use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;

static OWNERS: AtomicUsize = AtomicUsize::new(1);
static VALUE: AtomicUsize = AtomicUsize::new(7); // 0 once it is dropped

fn drop_owner() {
    if OWNERS.fetch_sub(1, AcqRel) == 1 {
        VALUE.store(0, Relaxed);
    }
}

// ANCHOR: upgrade
fn upgrade() -> bool {
    if OWNERS.load(Acquire) == 0 {
        return false;
    }
    OWNERS.fetch_add(1, Relaxed);
    true
}
// ANCHOR_END: upgrade

fn main() {
    thread::scope(|s| {
        s.spawn(drop_owner);
        s.spawn(|| {
            if upgrade() {
                println!("found {}", VALUE.load(Relaxed));
                drop_owner();
            } else {
                println!("gone");
            }
        });
    });
}
