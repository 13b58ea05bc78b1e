use processes::{send_signal, sigterm_pipe};
use std::io::{self, BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::{env, path::Path};
use tempfile::{NamedTempFile, TempDir};

/// The child: makes a file, which is removed when it is dropped, and waits to be asked to stop.
fn work(directory: &Path, listens_to: &str) -> io::Result<()> {
    let _file = NamedTempFile::new_in(directory)?;
    let mut requests: Box<dyn Read> = match listens_to {
        "SIGTERM" => Box::new(sigterm_pipe()?),
        _ => Box::new(io::stdin()),
    };
    println!("ready");
    requests.read(&mut [0]).map(drop)
}

fn main() -> io::Result<()> {
    if let [directory, listens_to] = &env::args().skip(1).collect::<Vec<_>>()[..] {
        return work(directory.as_ref(), listens_to);
    }
    for (listens_to, end) in [
        ("input", "end of input"),
        ("input", "SIGTERM"),
        ("SIGTERM", "SIGTERM"),
        ("SIGTERM", "SIGKILL"),
    ] {
        let directory = TempDir::new()?;
        let mut child = Command::new(env::current_exe()?)
            .args([directory.path().as_os_str(), listens_to.as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut String::new())?;
        match end {
            "end of input" => drop(child.stdin.take()),
            "SIGTERM" => send_signal(&mut child, libc::SIGTERM)?,
            _ => child.kill()?,
        }
        let status = child.wait()?;
        let files = directory.path().read_dir()?.count();
        println!("listens to {listens_to}, gets {end}: {status}, {files} files left");
    }
    Ok(())
}
