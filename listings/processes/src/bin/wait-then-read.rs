use std::io::{self, Read};
use std::process::{Command, Stdio};

fn main() -> io::Result<()> {
    for size in ["60000", "100000"] {
        let mut child = Command::new("head")
            .args(["-c", size, "/dev/zero"])
            .stdout(Stdio::piped())
            .spawn()?;
        child.wait()?;
        let mut bytes = Vec::new();
        child.stdout.take().unwrap().read_to_end(&mut bytes)?;
        println!("{} bytes", bytes.len());
    }
    Ok(())
}
