use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// An object with one pointer, and two watchers, who are not counted.
static COUNT: AtomicUsize = AtomicUsize::new(1);
static FREED: AtomicUsize = AtomicUsize::new(0);

/// Makes a watcher's view a pointer that counts, unless the object is gone.
fn upgrade() -> bool {
    if COUNT.load(SeqCst) == 0 {
        return false;
    }
    COUNT.fetch_add(1, SeqCst);
    true
}

fn drop_a_pointer() {
    if COUNT.fetch_sub(1, SeqCst) == 1 {
        FREED.fetch_add(1, SeqCst);
    }
}

fn watch() -> &'static str {
    if !upgrade() {
        return "gone";
    }
    let freed = FREED.load(SeqCst) > 0;
    drop_a_pointer();
    if freed {
        "used after it was freed"
    } else {
        "used"
    }
}

fn main() {
    let first = thread::spawn(watch);
    let second = thread::spawn(watch);
    drop_a_pointer();
    println!("{}, {}", first.join().unwrap(), second.join().unwrap());
    println!("times freed: {}", FREED.load(SeqCst));
}
