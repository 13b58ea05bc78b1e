use std::mem;
use std::sync::Mutex;
use std::thread;

static COUNTER: Mutex<u32> = Mutex::new(0);

fn main() {
    thread::spawn(|| {
        let mut count = COUNTER.lock().unwrap();
        *count += 1;
        mem::forget(count); // no drop, no unlock
    })
    .join()
    .unwrap();
    println!("the thread has ended");
    println!("{}", COUNTER.lock().unwrap());
}
