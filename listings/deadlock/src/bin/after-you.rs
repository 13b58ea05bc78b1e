use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static FORK: Mutex<()> = Mutex::new(());

fn dine(hungry: &AtomicBool, partner_hungry: &AtomicBool) {
    while hungry.load(SeqCst) {
        if partner_hungry.load(SeqCst) {
            thread::yield_now(); // after you
        } else {
            let _fork = FORK.lock().unwrap();
            hungry.store(false, SeqCst);
        }
    }
}

fn main() {
    let (ada, ben) = (AtomicBool::new(true), AtomicBool::new(true));
    thread::scope(|s| {
        s.spawn(|| dine(&ada, &ben));
        s.spawn(|| dine(&ben, &ada));
    });
    println!("both have eaten");
}
