use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

static READY: AtomicBool = AtomicBool::new(false);
static mut PORT: u32 = 0;

fn main() {
    let port = thread::spawn(|| {
        while !READY.load(Relaxed) {
            thread::yield_now();
        }
        unsafe { PORT }
    });
    unsafe { PORT = 8080 };
    READY.store(true, Relaxed);
    println!("{}", port.join().unwrap());
}
