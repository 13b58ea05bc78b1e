use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::{Duration, Instant};

fn ask_and_close(listener: &TcpListener, close: fn(TcpStream)) -> io::Result<()> {
    let mut client = TcpStream::connect(listener.local_addr()?)?;
    let (mut stream, _) = listener.accept()?;
    client.write_all(b"3 4\n")?;

    stream.write_all(b"busy, come back later\n")?; // the request is not even read
    close(stream);

    let mut text = String::new();
    let result = client.read_to_string(&mut text);
    println!("{text:?}, {:?}", result.map_err(|error| error.kind()));
    Ok(())
}

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    ask_and_close(&listener, drop)?;
    ask_and_close(&listener, |mut stream| {
        let _ = stream.shutdown(Shutdown::Write);
        let patience = Duration::from_millis(20);
        let _ = stream.set_read_timeout(Some(patience));
        let end = Instant::now() + patience;
        while Instant::now() < end && stream.read(&mut [0; 512]).is_ok_and(|count| count > 0) {}
    })
}
