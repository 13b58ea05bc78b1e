use std::process::Command;
use std::time::Duration;
use std::{env, io, thread};

/// What the child does, sooner or later.
fn compute(pause: u64) {
    thread::sleep(Duration::from_millis(pause));
    // SAFETY: this process has one thread.
    unsafe { env::set_var("SUM", (1..=100).sum::<u64>().to_string()) };
}

/// The sum that a child computes.
fn sum_from_child(pause: u64) -> io::Result<u64> {
    Command::new(env::current_exe()?)
        .arg(pause.to_string())
        .status()?;
    let sum = env::var("SUM").unwrap_or_default(); // the child changed its own copy
    Ok(sum.parse().unwrap_or(0))
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
