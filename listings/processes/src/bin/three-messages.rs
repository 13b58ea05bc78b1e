use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};
use std::{env, str};

/// Reads until nothing comes any more, and says what came each time.
fn pieces(mut read: impl FnMut(&mut [u8]) -> io::Result<usize>) -> Vec<String> {
    let mut buffer = [0; 100];
    let mut pieces = Vec::new();
    while let Ok(size @ 1..) = read(&mut buffer) {
        pieces.push(str::from_utf8(&buffer[..size]).unwrap().to_owned());
    }
    pieces
}

fn main() -> io::Result<()> {
    if env::args().len() > 1 {
        for message in ["one", "two", "three"] {
            io::stdout().write_all(message.as_bytes())?;
            io::stdout().flush()?;
        }
        return Ok(());
    }
    let mut command = Command::new(env::current_exe()?);
    command.arg("child");

    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut pipe = child.stdout.take().unwrap();
    child.wait()?;
    println!("pipe:            {:?}", pieces(|buffer| pipe.read(buffer)));

    let (ours, theirs) = UnixDatagram::pair()?;
    ours.set_nonblocking(true)?;
    command.stdout(OwnedFd::from(theirs)).status()?;
    println!("datagram socket: {:?}", pieces(|buffer| ours.recv(buffer)));
    Ok(())
}
