use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::sync::mpsc;

/// The next line from `socket`.
async fn next_line(socket: &mut (impl AsyncRead + Unpin)) -> io::Result<String> {
    let mut line = String::new();
    loop {
        match socket.read_u8().await? {
            b'\n' => return Ok(line),
            byte => line.push(byte.into()),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let (mut ann, mut server) = tokio::io::duplex(64); // a connection, in memory
    let (to_ann, mut inbox) = mpsc::channel(8);
    to_ann.try_send("bob: hello\n").expect("there is room");

    let ann = async {
        ann.write_all(b"good mor").await?;
        ann.read_u8().await?; // Bob interrupts
        ann.write_all(b"ning\n").await
    };
    let server = async {
        loop {
            tokio::select! {
                line = next_line(&mut server) => return line,
                Some(message) = inbox.recv() => {
                    server.write_all(message.as_bytes()).await?
                }
            }
        }
    };
    let (_, line) = tokio::try_join!(ann, server)?;
    println!("ann: {line}");
    Ok(())
}
