use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use web_requests::Server;

// ANCHOR: read
fn read_by(deadline: Instant, stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut piece)? {
            0 => return Ok(answer),
            length => answer.extend_from_slice(&piece[..length]),
        }
    }
}
// ANCHOR_END: read

fn main() -> io::Result<()> {
    let server = Server::start();
    let limit = Duration::from_millis(100);
    let start = Instant::now();
    let mut stream = TcpStream::connect_timeout(&server.address(), limit)?;
    let request = "GET /drip/15/20 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes())?;
    let result = read_by(start + limit, &mut stream);
    let time = start.elapsed().as_millis();
    println!("after {time} ms, an answer: {}", result.is_ok());
    Ok(())
}
