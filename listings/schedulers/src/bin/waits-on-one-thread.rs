use std::collections::VecDeque;
use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

static OVEN_IS_HOT: AtomicBool = AtomicBool::new(false);

fn bake() {
    while !OVEN_IS_HOT.load(SeqCst) {
        spin_loop();
    }
    println!("the tart is in the oven");
}

fn heat() {
    OVEN_IS_HOT.store(true, SeqCst);
}

fn main() {
    let mut ready: VecDeque<fn()> = VecDeque::from([bake as fn(), heat as fn()]);
    while let Some(task) = ready.pop_front() {
        task();
    }
}
