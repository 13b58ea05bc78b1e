use std::os::unix::process::CommandExt;
use std::process::Command;

fn main() -> std::io::Result<()> {
    let mut command = Command::new("true");
    command.pre_exec(|| {
        println!("in the copy, before it becomes another program");
        Ok(())
    });
    command.status()?;
    Ok(())
}
