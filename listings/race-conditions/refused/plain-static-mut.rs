use std::thread;

static mut COUNTER: u32 = 0;

fn main() {
    thread::scope(|s| {
        s.spawn(|| COUNTER += 1);
        s.spawn(|| COUNTER += 1);
    });
}
