use async_channels::{Drip, finished, polled};
use tokio::io::{self, AsyncRead, AsyncReadExt};

/// Reads frames: a byte that says how many bytes come, and those.
struct Frames<R> {
    socket: R,
    buffer: Vec<u8>, // what has come of the next frame, its length first
}

impl<R: AsyncRead + Unpin> Frames<R> {
    fn new(socket: R) -> Self {
        Frames {
            socket,
            buffer: Vec::new(),
        }
    }

    async fn next(&mut self) -> io::Result<Vec<u8>> {
        loop {
            if let Some((&length, frame)) = self.buffer.split_first()
                && frame.len() == usize::from(length)
            {
                let frame = frame.to_vec();
                self.buffer.clear();
                return Ok(frame);
            }
            let byte = self.socket.read_u8().await?; // a BufReader would make this cheap
            self.buffer.push(byte);
        }
    }
}

fn main() {
    let bytes = b"\x03hey\x00\x05there";
    for polls in 0.. {
        // Dropped once, after so many polls.
        let mut frames = Frames::new(Drip::bringing(bytes));
        let mut got = Vec::new();
        let all = polled(polls, read_all(&mut frames, &mut got));
        finished(read_all(&mut frames, &mut got));
        assert_eq!(got, ["hey", "", "there"], "dropped after {polls} polls");
        if all.is_some() {
            break;
        }
    }

    // Dropped after every single poll.
    let mut frames = Frames::new(Drip::bringing(bytes));
    let mut got = Vec::new();
    for _ in 0..100 {
        if let Some(Ok(frame)) = polled(1, frames.next()) {
            got.push(String::from_utf8(frame).unwrap());
        }
    }
    assert_eq!(got, ["hey", "", "there"], "dropped after every poll");
    println!("nothing is lost");
}

async fn read_all<R: AsyncRead + Unpin>(frames: &mut Frames<R>, got: &mut Vec<String>) {
    while let Ok(frame) = frames.next().await {
        got.push(String::from_utf8_lossy(&frame).into_owned());
    }
}
