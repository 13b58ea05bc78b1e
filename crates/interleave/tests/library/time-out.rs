use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;
fn main() {
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let p = Arc::clone(&pair);
    let t = thread::Builder::new()
        .name("w".into())
        .stack_size(1 << 16)
        .spawn(move || {
            *p.0.lock().unwrap() = true;
            p.1.notify_one();
            thread::current().name().map(str::to_owned)
        })
        .unwrap();
    let (lock, cond) = &*pair;
    let guard = lock.lock().unwrap();
    let (guard, r) = cond.wait_timeout_while(guard, Duration::from_secs(1), |done| !*done).unwrap();
    println!("{} {}", *guard, r.timed_out());
    drop(guard);
    let g = lock.lock().unwrap();
    let (g, r) = cond.wait_timeout(g, Duration::from_millis(5)).unwrap();
    drop(g);
    let _ = r.timed_out();
    println!("{:?}", t.join().unwrap());
}
