use mio::{Events, Interest, Poll, Token};
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut client = TcpStream::connect(listener.local_addr()?)?;
    let (stream, _) = listener.accept()?;
    stream.set_nonblocking(true)?;
    let mut stream = mio::net::TcpStream::from_std(stream);

    let mut poll = Poll::new()?;
    let readable = Interest::READABLE;
    poll.registry().register(&mut stream, Token(0), readable)?;
    let mut events = Events::with_capacity(8);

    client.write_all(b"thirty characters, in one go\n\n")?;
    loop {
        poll.poll(&mut events, Some(Duration::from_millis(100)))?;
        if events.is_empty() {
            println!("nothing ready for 100 ms");
            return Ok(());
        }
        let mut piece = [0; 10];
        let count = stream.read(&mut piece)?; // once for each event
        println!("{count} bytes");
    }
}
