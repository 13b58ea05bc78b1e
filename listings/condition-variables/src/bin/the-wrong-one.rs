use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

struct Desk {
    waiting: u32,
    called: u32,
}

static DESK: Mutex<Desk> = Mutex::new(Desk {
    waiting: 0,
    called: 0,
});
static CALL: Condvar = Condvar::new();

/// Waits until this number is called, but not for ever.
fn wait_for(number: u32) -> bool {
    let mut desk = DESK.lock().unwrap();
    desk.waiting += 1;
    let limit = Duration::from_millis(200);
    let (_desk, time) = CALL
        .wait_timeout_while(desk, limit, |desk| desk.called != number)
        .unwrap();
    !time.timed_out()
}

fn wait_until_waiting(number: u32) {
    while DESK.lock().unwrap().waiting < number {
        thread::yield_now();
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| wait_for(1));
        wait_until_waiting(1);
        let second = s.spawn(|| wait_for(2));
        wait_until_waiting(2);
        DESK.lock().unwrap().called = 2;
        CALL.notify_one();
        println!("number 2 heard it in time: {}", second.join().unwrap());
    });
}
