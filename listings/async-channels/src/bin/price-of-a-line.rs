use std::io;
use std::time::Instant;

use futures::StreamExt;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::codec::{FramedRead, LinesCodec};

const LINES: usize = 2_000;

/// A connection on which so many lines of 40 bytes come, and then the end.
async fn connection() -> io::Result<TcpStream> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let mut writer = TcpStream::connect(listener.local_addr()?).await?;
    let (reader, _) = listener.accept().await?;
    let line = [[b'-'; 39].as_slice(), b"\n"].concat();
    writer.write_all(&line.repeat(LINES)).await?;
    Ok(reader)
}

// ANCHOR: ways
async fn byte_by_byte(mut socket: impl AsyncRead + Unpin) -> usize {
    let (mut lines, mut line) = (0, String::new());
    while let Ok(byte) = socket.read_u8().await {
        if byte == b'\n' {
            line.clear();
            lines += 1;
        } else {
            line.push(byte.into());
        }
    }
    lines
}

async fn lines(socket: TcpStream) -> usize {
    let mut lines = BufReader::new(socket).lines();
    let mut count = 0;
    while let Ok(Some(_)) = lines.next_line().await {
        count += 1;
    }
    count
}

async fn framed(socket: TcpStream) -> usize {
    FramedRead::new(socket, LinesCodec::new_with_max_length(200))
        .count()
        .await
}
// ANCHOR_END: ways

async fn measure(way: &str, read: impl AsyncFnOnce(TcpStream) -> usize) -> io::Result<()> {
    let socket = connection().await?;
    let start = Instant::now();
    let count = read(socket).await;
    let time = start.elapsed().as_secs_f64() * 1e6 / LINES as f64;
    assert_eq!(count, LINES);
    println!("{time:.3} µs: {way}");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    measure("read_u8 on the socket", async |socket| {
        byte_by_byte(socket).await
    })
    .await?;
    measure("read_u8 on a BufReader", async |socket| {
        byte_by_byte(BufReader::new(socket)).await
    })
    .await?;
    measure("lines of a BufReader", async |socket| lines(socket).await).await?;
    measure("FramedRead with LinesCodec", async |socket| {
        framed(socket).await
    })
    .await
}
