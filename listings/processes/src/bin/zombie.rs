use std::process::Command;
use std::{fs, io, thread};

/// What the kernel says of a process.
fn state(id: u32) -> String {
    let Ok(status) = fs::read_to_string(format!("/proc/{id}/status")) else {
        return "no such process".to_owned();
    };
    let line = status.lines().find_map(|line| line.strip_prefix("State:"));
    line.expect("proc(5) says so").trim().to_owned()
}

fn main() -> io::Result<()> {
    let mut child = Command::new("sleep").arg("10").spawn()?;
    child.kill()?;
    while state(child.id()) != "Z (zombie)" {
        thread::yield_now(); // a signal takes its time
    }
    println!("killed: {}", state(child.id()));
    let status = child.wait()?;
    println!("waited for: {}", state(child.id()));
    println!("it had left word: {status}");
    Ok(())
}
