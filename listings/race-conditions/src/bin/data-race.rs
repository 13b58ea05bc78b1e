use std::sync::Barrier;
use std::thread;

static mut COUNTER: u32 = 0;

fn main() {
    let start = Barrier::new(2);
    let add_one = || {
        start.wait();
        unsafe { COUNTER += 1 };
    };
    thread::scope(|s| {
        s.spawn(add_one);
        s.spawn(add_one);
    });
    println!("{}", unsafe { COUNTER });
}
