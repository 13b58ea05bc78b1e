use server::answer;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut client = TcpStream::connect(listener.local_addr()?)?;
    let (mut stream, _) = listener.accept()?;
    let mut bytes = [0; 1024];

    client.write_all(b"10 2")?;
    let count = stream.read(&mut bytes)?;
    let request = String::from_utf8_lossy(&bytes[..count]);
    println!("{request:?}: {}", answer(&request));

    client.write_all(b"0\n1 2\n")?;
    client.write_all(b"3 4\n")?;
    let count = stream.read(&mut bytes)?;
    let request = String::from_utf8_lossy(&bytes[..count]);
    println!("{request:?}: {}", answer(&request));
    Ok(())
}
