use on_the_metal::pin_to_one_cpu;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

const TURNS: u64 = 200_000;
static COUNTER: AtomicU64 = AtomicU64::new(0);

fn count() {
    for _ in 0..TURNS {
        let seen = COUNTER.load(SeqCst);
        for step in 0..50 {
            black_box(step);
        }
        COUNTER.store(seen + 1, SeqCst);
    }
}

fn main() -> std::io::Result<()> {
    pin_to_one_cpu()?;
    thread::scope(|s| {
        s.spawn(count);
        s.spawn(count);
    });
    let (all, kept) = (2 * TURNS, COUNTER.load(SeqCst));
    println!("{} of {all} updates lost on one CPU", all - kept);
    Ok(())
}
