use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// How many pointers there are, and how often the value has been freed.
static COUNT: AtomicU32 = AtomicU32::new(1);
static FREED: AtomicU32 = AtomicU32::new(0);

fn drop_a_pointer() {
    if COUNT.fetch_sub(1, SeqCst) == 1 {
        FREED.fetch_add(1, SeqCst);
    }
}

/// One pointer more, but not if the value is gone.
fn upgrade() -> bool {
    COUNT
        .try_update(SeqCst, SeqCst, |count| (count > 0).then_some(count + 1))
        .is_ok()
}

fn look_if_still_there() {
    if upgrade() {
        assert_eq!(FREED.load(SeqCst), 0, "used after it was freed");
        drop_a_pointer();
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(look_if_still_there);
        s.spawn(look_if_still_there);
        drop_a_pointer();
    });
    println!("freed: {}", FREED.load(SeqCst));
}
