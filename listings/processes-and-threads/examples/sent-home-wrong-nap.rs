use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, io, thread};

/// What the child does, sooner or later.
fn compute(pause: u64) {
    thread::sleep(Duration::from_millis(pause));
    println!("{}", (1..=100).sum::<u64>());
}

/// The sum that a child computes.
fn sum_from_child(pause: u64) -> io::Result<u64> {
    let mut child = Command::new(env::current_exe()?)
        .arg(pause.to_string())
        .stdout(Stdio::piped())
        .spawn()?;
    thread::sleep(Duration::from_millis(100)); // it will have come by now
    child.kill()?;
    let text = String::from_utf8(child.wait_with_output()?.stdout).map_err(io::Error::other)?;
    text.trim().parse().map_err(io::Error::other)
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
