use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use web_requests::Server;

const PAGES: usize = 64;
const REQUEST: &[u8] = b"GET /delay/4 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

fn get(address: SocketAddr) -> io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(REQUEST)?;
    stream.read_to_end(&mut Vec::new())?;
    Ok(())
}

async fn get_async(address: SocketAddr) -> io::Result<()> {
    let mut stream = tokio::net::TcpStream::connect(address).await?;
    stream.write_all(REQUEST).await?;
    stream.read_to_end(&mut Vec::new()).await?;
    Ok(())
}

fn by_threads(at_once: usize, address: SocketAddr) {
    thread::scope(|s| {
        for _ in 0..at_once {
            s.spawn(|| {
                for _ in 0..PAGES / at_once {
                    get(address).expect("a page");
                }
            });
        }
    });
}

async fn by_tasks(at_once: usize, address: SocketAddr) {
    let task = |_| {
        tokio::spawn(async move {
            for _ in 0..PAGES / at_once {
                get_async(address).await.expect("a page");
            }
        })
    };
    let tasks: Vec<_> = (0..at_once).map(task).collect();
    for task in tasks {
        task.await.expect("no panic");
    }
}

fn main() -> io::Result<()> {
    let server = Server::start();
    let address = server.address();
    let one_thread = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    for at_once in [1, 2, 4, 8, 16, 32, 64] {
        let start = Instant::now();
        by_threads(at_once, address);
        let threads = start.elapsed().as_secs_f64() * 1e3;
        let start = Instant::now();
        one_thread.block_on(by_tasks(at_once, address));
        let tasks = start.elapsed().as_secs_f64() * 1e3;
        println!("{at_once} at once: {threads:.1} ms in threads, {tasks:.1} ms in tasks");
    }
    Ok(())
}
