use std::fs::File;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let client = TcpStream::connect(listener.local_addr()?)?;

    // As if there were many other clients: there is no file descriptor left.
    server::limit_files(64)?;
    let mut others: Vec<File> = Vec::new();
    while let Ok(file) = File::open("/dev/null") {
        others.push(file);
    }

    let (mut times, mut error) = (0, None);
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(20) {
        error = listener.accept().err();
        times += 1;
    }
    println!("{times} times: {}", error.expect("there is no room"));

    others.clear();
    let accepted = listener.accept()?.1 == client.local_addr()?;
    println!("then accepted: {accepted}");
    Ok(())
}
