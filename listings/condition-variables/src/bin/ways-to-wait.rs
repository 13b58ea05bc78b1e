use std::hint;
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

static SENT: Mutex<Option<Instant>> = Mutex::new(None);
static BELL: Condvar = Condvar::new();

/// Sends after 20 milliseconds. Says how often the receiver looked, and how late it noticed.
fn measure(way: &str, wait: fn() -> (u32, Instant)) {
    *SENT.lock().unwrap() = None;
    thread::scope(|s| {
        s.spawn(|| {
            thread::sleep(Duration::from_millis(20));
            *SENT.lock().unwrap() = Some(Instant::now());
            BELL.notify_one();
        });
        let (looks, sent) = wait();
        let late = sent.elapsed().as_secs_f64() * 1e6;
        println!("{looks} looks, {late:.1} us late: {way}");
    });
}

fn polling(pause: fn()) -> (u32, Instant) {
    let mut looks = 1;
    loop {
        let sent = *SENT.lock().unwrap();
        match sent {
            Some(sent) => return (looks, sent),
            None => pause(),
        }
        looks += 1;
    }
}

fn waiting() -> (u32, Instant) {
    let mut looks = 1;
    let mut sent = SENT.lock().unwrap();
    loop {
        match *sent {
            Some(sent) => return (looks, sent),
            None => sent = BELL.wait(sent).unwrap(),
        }
        looks += 1;
    }
}

fn main() {
    measure("look without a pause", || polling(hint::spin_loop));
    measure("look, sleep a millisecond", || {
        polling(|| thread::sleep(Duration::from_millis(1)))
    });
    measure("wait on a condition variable", waiting);
}
