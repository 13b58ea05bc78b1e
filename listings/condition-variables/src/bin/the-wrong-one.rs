use std::sync::{Condvar, Mutex, mpsc};
use std::thread;
use std::time::Duration;

static CALLED: Mutex<u32> = Mutex::new(0);
static BELL: Condvar = Condvar::new();

/// Waits until this number is called, but no bell for 200 milliseconds is too long.
fn wait_for(number: u32, here: mpsc::Sender<()>) -> bool {
    let mut called = CALLED.lock().unwrap();
    here.send(()).unwrap();
    while *called != number {
        let (guard, time) = BELL
            .wait_timeout(called, Duration::from_millis(200))
            .unwrap();
        if time.timed_out() {
            return false;
        }
        called = guard;
    }
    true
}

fn main() {
    let (here, arrived) = mpsc::channel();
    thread::scope(|s| {
        let also_here = here.clone();
        s.spawn(|| wait_for(1, here));
        arrived.recv().unwrap();
        let second = s.spawn(|| wait_for(2, also_here));
        arrived.recv().unwrap();
        *CALLED.lock().unwrap() = 2; // both wait now
        BELL.notify_one();
        println!("number 2 heard the bell: {}", second.join().unwrap());
    });
}
