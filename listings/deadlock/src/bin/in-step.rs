use std::sync::{Barrier, Mutex};
use std::thread;

static PEN: Mutex<()> = Mutex::new(());
static PAPER: Mutex<()> = Mutex::new(());

fn write(first: &Mutex<()>, second: &Mutex<()>, step: &Barrier) {
    loop {
        let held = first.lock().unwrap();
        step.wait();
        let other = second.try_lock();
        step.wait();
        if other.is_ok() {
            println!("somebody writes");
            return;
        }
        drop(held); // after you
    }
}

fn main() {
    let step = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| write(&PEN, &PAPER, &step));
        s.spawn(|| write(&PAPER, &PEN, &step));
    });
}
