use std::sync::{Barrier, Mutex};
use std::thread;

static PEN: Mutex<()> = Mutex::new(());
static PAPER: Mutex<()> = Mutex::new(());

/// Make this program deadlock, on every machine and in every run. The locks and their order stay as they are.
fn write(first: &Mutex<()>, second: &Mutex<()>, _meet: &Barrier) {
    let _first = first.lock().unwrap();
    let _second = second.lock().unwrap();
    println!("somebody writes");
}

fn main() {
    let meet = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| write(&PEN, &PAPER, &meet));
        s.spawn(|| write(&PAPER, &PEN, &meet));
    });
}
