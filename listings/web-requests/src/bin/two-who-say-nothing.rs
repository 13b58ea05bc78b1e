use std::io::{self, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;
use web_requests::{client, read_request, write_answer};

fn answer(mut stream: TcpStream, patience: Option<Duration>) -> io::Result<()> {
    stream.set_read_timeout(patience)?;
    let mut from = BufReader::new(stream.try_clone()?);
    if read_request(&mut from)?.is_some() {
        write_answer(&mut stream, 200, "Connection: close\r\n", "a page\n")?;
    }
    Ok(())
}

fn third_client(patience: Option<Duration>) -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    thread::scope(|s| {
        for _worker in 0..2 {
            s.spawn(|| {
                for stream in listener.incoming().take(3).flatten() {
                    let _ = answer(stream, patience); // one bad client is no reason to stop
                }
            });
        }
        let silent = [TcpStream::connect(address)?, TcpStream::connect(address)?];
        let agent = client(Duration::from_millis(400));
        match agent.get(format!("http://{address}/")).call() {
            Ok(answer) => println!("{patience:?}: {}", answer.status()),
            Err(error) => println!("{patience:?}: {error}"),
        }
        drop(silent);
        // Each worker takes three connections: three more, then, and they can go home.
        for _ in 0..3 {
            TcpStream::connect(address)?;
        }
        Ok(())
    })
}

fn main() -> io::Result<()> {
    third_client(None)?;
    third_client(Some(Duration::from_millis(50)))
}
