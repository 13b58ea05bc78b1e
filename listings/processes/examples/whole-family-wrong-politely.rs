use processes::c;
use std::io::{self, BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

/// A job that has a process of its own at work.
fn start() -> io::Result<Child> {
    let mut command = Command::new("sh");
    command.args(["-c", "sleep 3 & echo working; wait"]);
    command.stdout(Stdio::piped()).spawn()
}

/// Stops the job, and all that it has started.
fn stop(job: &mut Child) -> io::Result<()> {
    // SAFETY: `kill` takes any numbers.
    if unsafe { c::kill(job.id().cast_signed(), c::SIGTERM) } == -1 {
        return Err(io::Error::last_os_error());
    }
    job.wait()?; // the shell has gone; nobody told its child
    Ok(())
}

fn main() -> io::Result<()> {
    let mut job = start()?;
    let mut output = BufReader::new(job.stdout.take().unwrap());
    output.read_line(&mut String::new())?;
    stop(&mut job)?;
    output.read_to_end(&mut Vec::new())?; // until nobody is left who could write
    println!("nobody is left");
    Ok(())
}
