use std::os::unix::process::{CommandExt, parent_id};
use std::process::{self, Command};
use std::time::Duration;
use std::{env, io, thread};

/// A child: its name is how it was called, its job is its first argument.
fn work(name: &str, millis: &str, starter: &str) {
    let mine = parent_id().to_string() == starter && process::id() != parent_id();
    println!("{name} starts; its parent is main: {mine}");
    thread::sleep(Duration::from_millis(millis.parse().unwrap()));
    println!("{name} exits");
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().collect();
    if let [name, millis, starter] = &arguments[..] {
        work(name, millis, starter);
        return Ok(());
    }
    let start = |name: &str, millis: &str| {
        let mut command = Command::new(env::current_exe()?);
        command.arg0(name).arg(millis);
        command.arg(process::id().to_string()).spawn()
    };
    let mut workers = [
        start("Worker 1", "100")?,
        start("Worker 2", "300")?,
        start("Process-3", "100")?,
    ];
    for worker in &mut workers {
        worker.wait()?;
    }
    Ok(())
}
