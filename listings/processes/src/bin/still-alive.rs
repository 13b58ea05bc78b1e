use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};
use std::{io, thread};

/// Waits for `child`, but not beyond `limit`; `None` if it is still running then.
fn wait_at_most(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let end = Instant::now() + limit;
    let mut pause = Duration::from_micros(100);
    loop {
        let status = child.try_wait()?;
        let left = end.saturating_duration_since(Instant::now());
        if status.is_some() || left.is_zero() {
            return Ok(status);
        }
        thread::sleep(pause.min(left));
        pause = (pause * 2).min(Duration::from_millis(10));
    }
}

fn main() -> io::Result<()> {
    let mut worker = Command::new("sleep").arg("0.3").spawn()?;
    let status = wait_at_most(&mut worker, Duration::from_millis(50))?;
    println!("still alive after 50 ms: {}", status.is_none());
    let status = wait_at_most(&mut worker, Duration::from_secs(10))?;
    println!("in the end: {:?}", status.map(|status| status.code()));
    Ok(())
}
