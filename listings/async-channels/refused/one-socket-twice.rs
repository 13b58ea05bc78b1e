use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn both_ways(mut socket: TcpStream) -> std::io::Result<()> {
    let mut buffer = [0; 64];
    tokio::try_join!(socket.read(&mut buffer), socket.write_all(b"hello\n"))?;
    Ok(())
}

fn main() {
    drop(both_ways);
}
