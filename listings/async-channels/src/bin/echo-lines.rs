use std::time::Duration;

use tokio::io::{self, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

// ANCHOR: server
const PATIENCE: Duration = Duration::from_secs(2);

/// Sends back every line that comes, until no more comes.
async fn echo(socket: TcpStream) -> io::Result<()> {
    let (incoming, mut outgoing) = socket.into_split();
    let mut incoming = BufReader::new(incoming);
    let mut line = Vec::new();
    loop {
        let mut at_most = (&mut incoming).take(1024);
        let reading = at_most.read_until(b'\n', &mut line);
        if timeout(PATIENCE, reading).await?? == 0 {
            return Ok(());
        }
        timeout(PATIENCE, outgoing.write_all(&line)).await??;
        line.clear();
    }
}

async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (socket, _) = listener.accept().await?;
        tokio::spawn(echo(socket));
    }
}
// ANCHOR_END: server

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(serve(listener));

    let mut clients = Vec::new();
    for _ in 0..3 {
        clients.push(TcpStream::connect(address).await?);
    }
    for (number, client) in clients.iter_mut().enumerate() {
        client
            .write_all(format!("hello from {number}\n").as_bytes())
            .await?;
    }
    for client in &mut clients {
        client.shutdown().await?; // no more comes
        let mut answer = String::new();
        timeout(PATIENCE, client.read_to_string(&mut answer)).await??;
        print!("{answer}");
    }
    Ok(())
}
