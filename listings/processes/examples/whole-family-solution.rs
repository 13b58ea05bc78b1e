use processes::c;
use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// A job that has a process of its own at work, in a process group of its own.
fn start() -> io::Result<Child> {
    let mut command = Command::new("sh");
    command.args(["-c", "sleep 3 & echo working; wait"]);
    command.process_group(0).stdout(Stdio::piped()).spawn()
}

/// Stops the job, and all that it has started.
fn stop(job: &mut Child) -> io::Result<()> {
    // SAFETY: `kill` takes any numbers. Nobody has waited for the job, so the group has its number still.
    if unsafe { c::kill(-job.id().cast_signed(), c::SIGKILL) } == -1 {
        return Err(io::Error::last_os_error());
    }
    job.wait()?;
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
