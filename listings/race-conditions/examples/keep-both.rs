use std::thread;

static mut COUNTER: u32 = 0;

/// Two threads add one, and the program must print 2. Do it without `unsafe`.
fn add_one() {
    unsafe { COUNTER += 1 };
}

fn main() {
    thread::scope(|s| {
        s.spawn(add_one);
        s.spawn(add_one);
    });
    println!("{}", unsafe { COUNTER });
}
