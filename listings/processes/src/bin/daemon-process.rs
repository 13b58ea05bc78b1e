use std::process::{Child, Command};
use std::time::Duration;
use std::{env, io, thread};

/// A child that does not outlive its handle.
struct KillOnDrop(Child);

impl Drop for KillOnDrop {
    fn drop(&mut self) {
        // Both do nothing if it has been waited for, and there is nobody to tell if they fail.
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

fn start(name: &str, millis: &str) -> io::Result<Child> {
    let mut command = Command::new(env::current_exe()?);
    command.args([name, millis]).spawn()
}

fn main() -> io::Result<()> {
    if let [name, millis] = &env::args().skip(1).collect::<Vec<_>>()[..] {
        println!("{name} starts");
        thread::sleep(Duration::from_millis(millis.parse().unwrap()));
        println!("{name} exits");
        return Ok(());
    }
    let _daemon = KillOnDrop(start("Worker 1", "5000")?);
    thread::sleep(Duration::from_millis(50));
    let mut worker = start("Worker 2", "100")?;
    worker.wait()?;
    Ok(())
}
