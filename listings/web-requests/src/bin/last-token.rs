use std::sync::Mutex;
use std::thread;

static TOKENS: Mutex<i32> = Mutex::new(1);
static SENT: Mutex<u32> = Mutex::new(0);

fn request() {
    let tokens = *TOKENS.lock().unwrap();
    if tokens > 0 {
        *TOKENS.lock().unwrap() -= 1;
        *SENT.lock().unwrap() += 1;
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(request);
        s.spawn(request);
    });
    println!("{} sent", SENT.lock().unwrap());
}
