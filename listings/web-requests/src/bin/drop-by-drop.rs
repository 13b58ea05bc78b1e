use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use web_requests::Server;

fn main() -> io::Result<()> {
    let server = Server::start(); // sends fifteen bytes, 20 ms apart
    let start = Instant::now();

    let mut stream = TcpStream::connect(server.address())?;
    stream.set_read_timeout(Some(Duration::from_millis(100)))?;
    let request = "GET /drip/15/20 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    let result = stream.read_to_string(&mut answer);

    let time = start.elapsed().as_millis();
    match result {
        Ok(_) => println!("after {time} ms: {:?}", answer.lines().next().unwrap()),
        Err(error) => println!("after {time} ms: {error}"),
    }
    Ok(())
}
