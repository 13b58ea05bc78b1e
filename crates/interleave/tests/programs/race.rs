use std::thread;

static mut X: u32 = 0;

fn main() {
    thread::scope(|s| {
        s.spawn(|| unsafe { X = 1 });
        s.spawn(|| unsafe { X = 2 });
    });
    println!("done");
}
