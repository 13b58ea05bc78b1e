use std::process::Command;
use std::{env, io};

fn main() -> io::Result<()> {
    if env::args().nth(1).as_deref() == Some("child") {
        println!("{}", (1..=100).sum::<u64>());
        return Ok(());
    }
    let child = Command::new(env::current_exe()?).arg("child").output()?;
    let text = String::from_utf8(child.stdout).map_err(io::Error::other)?;
    let sum: u64 = text.trim().parse().map_err(io::Error::other)?;
    println!("{sum}");
    Ok(())
}
