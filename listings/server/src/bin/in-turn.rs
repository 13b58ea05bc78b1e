use server::{Client, answer};
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

// ANCHOR: server
fn converse(mut stream: &TcpStream) -> io::Result<()> {
    let mut requests = BufReader::new(stream);
    let mut line = String::new();
    while requests.read_line(&mut line)? > 0 {
        writeln!(stream, "{}", answer(&line))?;
        line.clear();
    }
    Ok(())
}

fn serve(listener: &TcpListener) -> io::Result<()> {
    for stream in listener.incoming().take(2) {
        converse(&stream?)?;
    }
    Ok(())
}
// ANCHOR_END: server

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let server = thread::spawn(move || serve(&listener));

    let first = Client::connect(address)?; // and says nothing
    let mut second = Client::connect(address)?;
    println!("connected");
    second.send("3 4\n")?;
    println!("sent");
    match second.wait(Duration::from_millis(100))? {
        Some(sum) => println!("{sum}"),
        None => println!("no answer"),
    }

    drop(first);
    println!("{}", second.receive()?);
    drop(second);
    server.join().unwrap()
}
