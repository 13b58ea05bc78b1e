use std::process::{Command, exit};
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::Duration;
use std::{env, io, thread};

static SUM: AtomicU64 = AtomicU64::new(0);

/// What the child does, sooner or later.
fn compute(pause: u64) {
    thread::sleep(Duration::from_millis(pause));
    SUM.store((1..=100).sum(), SeqCst);
    exit(0);
}

/// The sum that a child computes.
fn sum_from_child(pause: u64) -> io::Result<u64> {
    Command::new(env::current_exe()?)
        .arg(pause.to_string())
        .status()?;
    Ok(SUM.load(SeqCst))
}

fn main() -> io::Result<()> {
    if let Some(pause) = env::args().nth(1) {
        compute(pause.parse().unwrap()); // we are the child
    } else {
        for pause in [0, 600] {
            println!("the mean is {}", sum_from_child(pause)? as f64 / 100.0);
        }
    }
    Ok(())
}
