use std::io::{self, Read};
use std::process::Command;

fn main() -> io::Result<()> {
    let (mut reader, writer) = io::pipe()?;
    let mut command = Command::new("sh");
    command.args(["-c", "for i in 1 2 3 4 5; do echo $i; sleep 0.02; done"]);
    command.stdout(writer.try_clone()?);
    let mut children = [command.spawn()?, command.spawn()?];
    for child in &mut children {
        child.wait()?; // they have ended; the pipe has not
    }

    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    println!("{} lines", text.lines().count());

    drop(command);
    drop(writer);
    Ok(())
}
