use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// An object with one pointer, and two watchers, who are not counted.
static COUNT: AtomicUsize = AtomicUsize::new(1);
static FREED: AtomicUsize = AtomicUsize::new(0);

/// Makes a watcher's view a pointer that counts, unless the object is gone.
fn upgrade() -> bool {
    let mut seen = COUNT.load(SeqCst);
    loop {
        match COUNT.compare_exchange(seen, seen + 1, SeqCst, SeqCst) {
            Ok(_) => return true,
            Err(now) => seen = now,
        }
    }
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
