use async_channels::{Drip, finished, polled};
use tokio::io::{AsyncRead, AsyncReadExt};

// ANCHOR: reader
struct Lines<R> {
    socket: R,
    line: String, // what has come of the line so far
}

impl<R: AsyncRead + Unpin> Lines<R> {
    async fn next(&mut self) -> String {
        loop {
            match self.socket.read_u8().await.expect("the line is whole") {
                b'\n' => return std::mem::take(&mut self.line),
                byte => self.line.push(byte.into()),
            }
        }
    }
}
// ANCHOR_END: reader

fn main() {
    for polls in 0.. {
        let mut lines = Lines {
            socket: Drip::bringing("good\n"),
            line: String::new(),
        };
        if let Some(line) = polled(polls, lines.next()) {
            println!("done at poll {polls}: {line:?}");
            break;
        }
        let line = finished(lines.next());
        println!("dropped after {polls}: {line:?}");
    }
}
