use std::sync::Mutex;

static COUNTER: Mutex<u32> = Mutex::new(0);

fn main() {
    let _ = COUNTER.lock();
    println!("and now nobody holds it");
}
