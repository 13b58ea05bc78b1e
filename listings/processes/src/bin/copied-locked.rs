use processes::c;
use std::sync::{Mutex, mpsc::channel};
use std::thread;
use std::time::Duration;

static LOCK: Mutex<()> = Mutex::new(());

/// Tries the lock for half a second.
fn becomes_free() -> bool {
    (0..500).any(|_| {
        // SAFETY: poll(2) without descriptors only waits, here for a millisecond.
        unsafe { c::poll(std::ptr::null_mut(), 0, 1) };
        LOCK.try_lock().is_ok()
    })
}

fn main() {
    let (taken, is_taken) = channel();
    thread::spawn(move || {
        let _guard = LOCK.lock().unwrap();
        taken.send(()).unwrap();
        thread::sleep(Duration::from_millis(50));
    });
    is_taken.recv().unwrap();

    // SAFETY: this process has two threads. The copy keeps to what is allowed then: no memory, no output.
    let copy = unsafe { c::fork() };
    assert!(copy != -1, "fork failed");
    let free = becomes_free();
    if copy == 0 {
        // SAFETY: `_exit` takes any status.
        unsafe { c::_exit(i32::from(free)) };
    }
    let mut status = 0;
    // SAFETY: `copy` is our child, and `status` ours to write to.
    unsafe { c::waitpid(copy, &mut status, 0) };
    println!("the lock becomes free in the original: {free}");
    println!(
        "the lock becomes free in the copy: {}",
        c::WEXITSTATUS(status) == 1
    );
}
