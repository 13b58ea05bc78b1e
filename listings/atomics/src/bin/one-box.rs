use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering::SeqCst};
use std::thread;

static CONFIG: AtomicPtr<String> = AtomicPtr::new(null_mut());

/// The configuration; the first to ask for it reads it.
fn config(read: fn() -> String) -> &'static String {
    let mut seen = CONFIG.load(SeqCst);
    if seen.is_null() {
        let mine = Box::into_raw(Box::new(read()));
        seen = match CONFIG.compare_exchange(null_mut(), mine, SeqCst, SeqCst) {
            Ok(_) => mine,
            Err(theirs) => {
                // SAFETY: `mine` came from a Box, and nobody else has seen it.
                drop(unsafe { Box::from_raw(mine) });
                theirs
            }
        };
    }
    // SAFETY: it came from a Box, and is never changed or freed.
    unsafe { &*seen }
}

fn main() {
    let (one, two) = thread::scope(|s| {
        let one = s.spawn(|| config(|| "port 80".to_owned()));
        let two = s.spawn(|| config(|| "port 443".to_owned()));
        (one.join().unwrap(), two.join().unwrap())
    });
    println!("{one}, {two}");
}
