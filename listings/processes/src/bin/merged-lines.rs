use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::{env, thread, time::Duration};

/// Writes one line in two pieces, and holds the lock of standard output all the while.
fn write_line(name: &str) -> io::Result<()> {
    io::stdin().read_to_end(&mut Vec::new())?; // until the parent says go
    let mut stdout = io::stdout().lock();
    write!(stdout, "Process {name} counting down: ")?;
    stdout.flush()?;
    thread::sleep(Duration::from_millis(20));
    writeln!(stdout, "5")
}

fn main() -> io::Result<()> {
    if let Some(name) = env::args().nth(1) {
        return write_line(&name);
    }
    let start = |name| {
        let mut command = Command::new(env::current_exe()?);
        command.arg(name).stdin(Stdio::piped()).spawn()
    };
    let mut children = [start("A")?, start("B")?];
    for child in &mut children {
        drop(child.stdin.take()); // the end of its input: go
    }
    for child in &mut children {
        child.wait()?;
    }
    Ok(())
}
