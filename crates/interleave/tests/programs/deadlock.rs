use std::sync::Mutex;
use std::thread;

static A: Mutex<u32> = Mutex::new(1);
static B: Mutex<u32> = Mutex::new(2);

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            let mut a = A.lock().unwrap();
            let b = B.lock().unwrap();
            *a += *b;
        });
        s.spawn(|| {
            let mut b = B.lock().unwrap();
            let a = A.lock().unwrap();
            *b += *a;
        });
    });
    println!("done");
}
