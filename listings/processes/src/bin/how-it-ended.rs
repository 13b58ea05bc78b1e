use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;

fn main() -> io::Result<()> {
    let scripts = ["exit 0", "exit 3", "exit 300", "exit $ANSWER", "kill $$"];
    for script in scripts {
        let mut command = Command::new("sh");
        let status = command.args(["-c", script]).env("ANSWER", "42").status()?;
        match (status.code(), status.signal()) {
            (Some(code), _) => println!("{script}: status {code}"),
            (None, Some(signal)) => println!("{script}: signal {signal}"),
            (None, None) => unreachable!("it has ended"),
        }
    }
    let error = Command::new("no-such-program").status().unwrap_err();
    println!("no-such-program: {}", error.kind());
    Ok(())
}
