use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use tokio::fs::File;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

// ANCHOR: fetch
/// Fetches a page and writes it to `file`, piece by piece as it comes.
async fn fetch(address: SocketAddr, page: u32, file: &Path) -> io::Result<u64> {
    let mut server = BufReader::new(TcpStream::connect(address).await?);
    server
        .write_all(format!("GET /{page} HTTP/1.0\r\n\r\n").as_bytes())
        .await?;
    let mut header = String::new();
    while server.read_line(&mut header).await? > 2 {} // an empty line ends the header
    let mut file = File::create(file).await?;
    let length = tokio::io::copy(&mut server, &mut file).await?;
    file.flush().await?;
    Ok(length)
}
// ANCHOR_END: fetch

/// Answers three requests, each with a page of as many thousand letters as its number says.
async fn serve(listener: TcpListener) -> io::Result<()> {
    for _ in 0..3 {
        let mut client = BufReader::new(listener.accept().await?.0);
        let mut request = String::new();
        while client.read_line(&mut request).await? > 2 {}
        let page: usize = request
            .split(['/', ' '])
            .nth(2)
            .and_then(|page| page.parse().ok())
            .unwrap_or(0);
        client
            .write_all(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n")
            .await?;
        client.write_all("x".repeat(page * 1000).as_bytes()).await?;
        client.shutdown().await?;
    }
    Ok(())
}

/// How many threads this process has.
fn threads() -> io::Result<usize> {
    Ok(std::fs::read_dir("/proc/self/task")?.count())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(serve(listener));

    let files: Vec<_> = (1..=3)
        .map(|page| folder.path().join(page.to_string()))
        .collect();
    let before = threads()?;
    let pages = (1..=3)
        .zip(&files)
        .map(|(page, file)| fetch(address, page, file));
    let lengths = timeout(Duration::from_secs(5), futures::future::try_join_all(pages)).await??;
    println!("{lengths:?}, threads before {before}, after {}", threads()?);
    server.await?
}
