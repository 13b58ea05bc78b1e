use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use web_requests::Server;

async fn get(address: SocketAddr, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::start();
    let address = server.address();
    let start = Instant::now();
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            let page = get(address, "/delay/40");
            tokio::spawn(timeout(Duration::from_secs(2), page))
        })
        .collect();
    let mut pages = 0;
    for task in tasks {
        let answer = task.await.expect("no panic").expect("in time");
        pages += u32::from(answer.is_ok_and(|answer| answer.starts_with("HTTP/1.1 200")));
    }
    println!("{pages} pages: {} ms", start.elapsed().as_millis());
}
