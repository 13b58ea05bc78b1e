use async_channels::{Drip, finished, polled};
use tokio::io::{AsyncRead, AsyncReadExt};

async fn next_line(socket: &mut (impl AsyncRead + Unpin)) -> String {
    let mut line = String::new();
    loop {
        match socket.read_u8().await.expect("the line is whole") {
            b'\n' => return line,
            byte => line.push(byte.into()),
        }
    }
}

fn main() {
    for polls in 0.. {
        let mut socket = Drip::bringing("good\n");
        if let Some(line) = polled(polls, next_line(&mut socket)) {
            println!("done at poll {polls}: {line:?}");
            break;
        }
        // Dropped. The loop around `select!` comes round, and begins anew.
        let line = finished(next_line(&mut socket));
        println!("dropped after {polls}: {line:?}");
    }
}
