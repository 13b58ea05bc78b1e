use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut client = TcpStream::connect(listener.local_addr()?)?;
    let (mut server, _) = listener.accept()?;
    server.set_read_timeout(Some(Duration::from_secs(2)))?;

    for word in ["one", "two", "three"] {
        client.write_all(word.as_bytes())?;
    }
    drop(client);

    let mut buffer = [0; 8];
    loop {
        let length = server.read(&mut buffer)?;
        println!(
            "read {length}: {:?}",
            String::from_utf8_lossy(&buffer[..length])
        );
        if length == 0 {
            return Ok(());
        }
    }
}
