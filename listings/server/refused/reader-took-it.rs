use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;

fn converse(mut stream: TcpStream) -> io::Result<()> {
    let requests = BufReader::new(stream);
    for line in requests.lines() {
        writeln!(stream, "{} characters", line?.len())?;
    }
    Ok(())
}

fn main() -> io::Result<()> {
    converse(TcpStream::connect("127.0.0.1:7")?)
}
