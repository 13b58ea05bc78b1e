use std::sync::Mutex;
use std::thread;

/// Who has number 7 in the kernel's table, if anybody.
static SEVEN: Mutex<Option<&str>> = Mutex::new(Some("the worker"));

fn main() {
    let waiter = thread::spawn(|| {
        *SEVEN.lock().unwrap() = None; // it ended, and somebody waited for it
        *SEVEN.lock().unwrap() = Some("a stranger"); // numbers are used again
    });
    let alive = *SEVEN.lock().unwrap() == Some("the worker");
    let victim = if alive {
        SEVEN.lock().unwrap().take()
    } else {
        None
    };
    waiter.join().unwrap();
    println!("killed: {}", victim.unwrap_or("nobody"));
}
