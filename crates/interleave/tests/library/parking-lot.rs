use parking_lot::{Condvar, Mutex, MutexGuard, Once, RwLock, const_mutex};
use std::thread;
use std::time::Duration;
static M: Mutex<u32> = Mutex::new(0);
static N: Mutex<u32> = const_mutex(1);
static READY: Condvar = Condvar::new();
static LIST: RwLock<Vec<u32>> = RwLock::new(Vec::new());
static INIT: Once = Once::new();
fn main() {
    let t = thread::spawn(|| {
        let mut m = M.lock();
        while *m == 0 {
            READY.wait(&mut m);
        }
        *m += 1;
        LIST.write().push(*m);
    });
    {
        *M.lock() = 1;
        READY.notify_one();
    }
    t.join().unwrap();
    INIT.call_once(|| print!("once "));
    let mut m = M.lock();
    READY.wait_while(&mut m, |n| *n == 0);
    let late = READY.wait_for(&mut m, Duration::from_millis(1)).timed_out();
    print!("{late} {} {:?} {} ", *m, *LIST.read(), M.try_lock().is_none());
    MutexGuard::unlocked(&mut m, || print!("{} ", M.try_lock().is_some()));
    println!("{}", *N.lock());
}
