use server::{Client, answer};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio::{io, task};

// ANCHOR: server
const PATIENCE: Duration = Duration::from_millis(100);

async fn converse(mut stream: TcpStream) -> io::Result<()> {
    let (requests, mut answers) = stream.split();
    let mut requests = BufReader::new(requests);
    let mut line = String::new();
    while timeout(PATIENCE, requests.read_line(&mut line)).await?? > 0 {
        let answer = format!("{}\n", answer(&line));
        timeout(PATIENCE, answers.write_all(answer.as_bytes())).await??;
        line.clear();
    }
    Ok(())
}

async fn serve(listener: TcpListener) {
    let room = Arc::new(Semaphore::new(2));
    loop {
        let permit = Arc::clone(&room).acquire_owned().await.unwrap();
        let Ok((stream, _)) = listener.accept().await else {
            sleep(Duration::from_millis(1)).await; // out of files, perhaps
            continue;
        };
        tokio::spawn(async move {
            let _ = converse(stream).await; // an error ends this connection, no other
            drop(permit);
        });
    }
}
// ANCHOR_END: server

#[tokio::main]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(serve(listener));

    let clients = task::spawn_blocking(move || -> io::Result<()> {
        let silent = [Client::connect(address)?, Client::connect(address)?];
        let mut third = Client::connect(address)?;
        println!("{}", third.ask("3 4")?);
        drop(silent);
        Ok(())
    });
    clients.await?
}
