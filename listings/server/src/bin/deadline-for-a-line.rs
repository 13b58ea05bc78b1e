use server::{Client, answer};
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_millis(250);

fn next(mut stream: &TcpStream, patience: Duration) -> io::Result<u8> {
    // A time-out of zero would be none.
    let patience = patience.max(Duration::from_millis(1));
    stream.set_read_timeout(Some(patience))?;
    let mut byte = [0];
    stream.read_exact(&mut byte)?;
    Ok(byte[0])
}

fn patient_with_each_read(stream: &TcpStream) -> io::Result<String> {
    let mut line = Vec::new();
    while !line.ends_with(b"\n") {
        line.push(next(stream, PATIENCE)?);
    }
    String::from_utf8(line).map_err(io::Error::other)
}

fn patient_with_the_line(stream: &TcpStream) -> io::Result<String> {
    let deadline = Instant::now() + PATIENCE;
    let mut line = Vec::new();
    while !line.ends_with(b"\n") {
        let left = deadline.checked_duration_since(Instant::now());
        line.push(next(stream, left.ok_or(io::ErrorKind::TimedOut)?)?);
    }
    String::from_utf8(line).map_err(io::Error::other)
}

fn attack(read_line: fn(&TcpStream) -> io::Result<String>) -> io::Result<Option<String>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut client = Client::connect(listener.local_addr()?)?;
    thread::spawn(move || -> io::Result<()> {
        let (mut stream, _) = listener.accept()?;
        let line = read_line(&stream)?;
        writeln!(stream, "{}", answer(&line))
    });
    for byte in "1 2 3 4 5 6\n".chars() {
        if client.send(&byte.to_string()).is_err() {
            break; // cut off
        }
        thread::sleep(Duration::from_millis(35));
    }
    Ok(client.receive().ok())
}

fn main() -> io::Result<()> {
    println!("for each read: {:?}", attack(patient_with_each_read)?);
    println!("for the line: {:?}", attack(patient_with_the_line)?);
    Ok(())
}
