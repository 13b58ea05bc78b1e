use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

fn echo(mut stream: TcpStream) -> io::Result<()> {
    let mut piece = [0; 4096];
    loop {
        let count = stream.read(&mut piece)?;
        if count == 0 {
            return Ok(());
        }
        stream.write_all(&piece[..count])?;
    }
}

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut client = TcpStream::connect(listener.local_addr()?)?;
    thread::spawn(move || echo(listener.accept()?.0));

    client.write_all(&vec![b'x'; 64 << 20])?; // first all that there is to send
    let mut back = vec![0; 64 << 20];
    client.read_exact(&mut back)?; // then all that comes back
    println!("done");
    Ok(())
}
