use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

static PEN: Mutex<()> = Mutex::new(());
static PAPER: Mutex<()> = Mutex::new(());

/// Two naps, with the locks taken before them, or without.
fn two_naps(millis: u64, locked: bool) {
    let nap = || thread::sleep(Duration::from_millis(millis));
    let lock = |lock: &'static Mutex<()>| -> Option<MutexGuard<()>> {
        locked.then(|| lock.lock().unwrap())
    };
    let _pen = lock(&PEN);
    nap();
    let _paper = lock(&PAPER);
    nap();
}

fn main() {
    for (name, locked) in [("both locks, in one order", true), ("no locks", false)] {
        let start = Instant::now();
        thread::scope(|s| {
            s.spawn(|| two_naps(20, locked));
            s.spawn(|| two_naps(50, locked));
        });
        println!("{} ms: {name}", start.elapsed().as_millis());
    }
}
