use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

fn answers_that_can_be_sent(mut stream: TcpStream) -> io::Result<()> {
    let mut request = String::new();
    stream.read_to_string(&mut request)?;
    print!("{request:?}, then the end; ");
    for count in 0..10 {
        if let Err(error) = stream.write_all(b"7\n") {
            println!("{count} sent, then {:?}", error.kind());
            return Ok(());
        }
        thread::sleep(Duration::from_millis(5));
    }
    println!("10 sent");
    Ok(())
}

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;

    let mut done = TcpStream::connect(listener.local_addr()?)?;
    done.write_all(b"3 4\n")?;
    done.shutdown(Shutdown::Write)?; // and reads on
    answers_that_can_be_sent(listener.accept()?.0)?;

    let mut gone = TcpStream::connect(listener.local_addr()?)?;
    gone.write_all(b"3 4\n")?;
    drop(gone);
    answers_that_can_be_sent(listener.accept()?.0)
}
