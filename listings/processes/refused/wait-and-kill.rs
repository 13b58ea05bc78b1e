use std::process::Command;
use std::thread;
use std::time::Duration;

fn main() -> std::io::Result<()> {
    let mut worker = Command::new("sleep").arg("10").spawn()?;
    thread::scope(|s| {
        s.spawn(|| worker.wait());
        thread::sleep(Duration::from_millis(50));
        worker.kill()
    })
}
