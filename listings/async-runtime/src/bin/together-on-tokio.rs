use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let mut buffer = [0; 64];
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(()),
            length => stream.write_all(&buffer[..length]).await?,
        }
    }
}

async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream));
    }
}

async fn call(mut stream: TcpStream, name: &str) -> io::Result<String> {
    stream.write_all(name.as_bytes()).await?;
    let mut buffer = [0; 64];
    let length = stream.read(&mut buffer).await?;
    Ok(String::from_utf8_lossy(&buffer[..length]).into_owned())
}

// ANCHOR: main
#[tokio::main(worker_threads = 2)]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(serve(listener));
    let calls = ["ann", "bob", "cem"].map(|name| {
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(10)).await;
            call(TcpStream::connect(address).await?, name).await
        })
    });
    for answer in calls {
        println!("{}", answer.await.expect("no panic")?);
    }
    Ok(())
}
// ANCHOR_END: main
