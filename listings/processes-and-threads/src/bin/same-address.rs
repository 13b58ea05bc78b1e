use processes_and_threads::{fork, vanish, wait_for_child};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

static NUMBER: AtomicU32 = AtomicU32::new(1);

fn main() -> std::io::Result<()> {
    // SAFETY: main is the only thread.
    if unsafe { fork() }? {
        NUMBER.store(2, SeqCst);
        println!("copy:     {} at {:p}", NUMBER.load(SeqCst), &NUMBER);
        vanish();
    }
    wait_for_child()?;
    println!("original: {} at {:p}", NUMBER.load(SeqCst), &NUMBER);
    Ok(())
}
