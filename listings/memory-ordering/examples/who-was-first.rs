use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

static RED: AtomicBool = AtomicBool::new(false);
static BLUE: AtomicBool = AtomicBool::new(false);

/// Two referees watch the finish. Each looks at one runner's lamp and then at the other's.
fn saw_only(this: &AtomicBool, other: &AtomicBool) -> bool {
    this.load(Acquire) && !other.load(Acquire)
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| RED.store(true, Release));
        s.spawn(|| BLUE.store(true, Release));
        let red = s.spawn(|| saw_only(&RED, &BLUE));
        let blue = s.spawn(|| saw_only(&BLUE, &RED));
        match (red.join().unwrap(), blue.join().unwrap()) {
            (true, true) => println!("each saw another winner"),
            _ => println!("no quarrel"),
        }
    });
}
