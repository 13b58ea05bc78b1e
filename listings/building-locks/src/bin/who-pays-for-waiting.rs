use std::thread;
use std::time::Duration;

use building_locks::lock::{Lock, RawLock};
use building_locks::{mutex_3, spin_2};
use cpu_time::ThreadTime;

/// The processor time, in milliseconds, of a thread that waits while another one holds the lock and sleeps.
fn wait_for<R: RawLock + Sync>() -> f64 {
    let lock = Lock::<R, ()>::new(());
    let held = lock.lock();
    thread::scope(|s| {
        let waiter = s.spawn(|| {
            let start = ThreadTime::now();
            drop(lock.lock());
            start.elapsed()
        });
        thread::sleep(Duration::from_millis(100));
        drop(held);
        waiter.join().unwrap().as_secs_f64() * 1000.0
    })
}

fn main() {
    println!("a waiter that spins: {:.2} ms", wait_for::<spin_2::Spin>());
    println!(
        "a waiter that sleeps: {:.2} ms",
        wait_for::<mutex_3::Futex>()
    );
}
