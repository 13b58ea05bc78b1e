use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

static mut TABLE: [u32; 2] = [0, 0];
static IS_MADE: AtomicBool = AtomicBool::new(false);
static MAKING: Mutex<()> = Mutex::new(());

/// Makes the table when it is first needed, and then never takes the lock again.
fn look_up(place: usize) -> u32 {
    if !IS_MADE.load(Relaxed) {
        let _guard = MAKING.lock().unwrap();
        if !IS_MADE.load(Relaxed) {
            // SAFETY: only the holder of the lock writes, once, and nobody reads before IS_MADE.
            unsafe { TABLE = [7, 8] };
            IS_MADE.store(true, Relaxed);
        }
    }
    // SAFETY: the table is made, and stays as it is.
    unsafe { TABLE[place] }
}

fn main() {
    thread::scope(|s| {
        let first = s.spawn(|| look_up(0));
        let second = s.spawn(|| look_up(1));
        println!("{} {}", first.join().unwrap(), second.join().unwrap());
    });
}
