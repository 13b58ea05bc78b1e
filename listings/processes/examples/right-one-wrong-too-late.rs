use std::sync::Mutex;
use std::thread;

/// Who has number 7 in the kernel's table, if anybody.
static SEVEN: Mutex<Option<&str>> = Mutex::new(Some("the worker"));

fn main() {
    let waiter = thread::spawn(|| {
        *SEVEN.lock().unwrap() = None; // it ended, and somebody waited for it
        *SEVEN.lock().unwrap() = Some("a stranger"); // numbers are used again
    });
    waiter.join().unwrap(); // now nothing can change any more
    let mut seven = SEVEN.lock().unwrap();
    let victim = if *seven == Some("the worker") {
        seven.take()
    } else {
        None
    };
    println!("killed: {}", victim.unwrap_or("nobody"));
}
