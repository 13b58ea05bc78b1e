use async_channels::every_cut;

/// Puts frames together again: one byte says how many bytes come.
#[derive(Default)]
struct Frames {
    buffer: Vec<u8>,
}

impl Frames {
    fn push(&mut self, piece: &[u8]) {
        self.buffer.extend(piece);
    }

    /// The next frame, if it is whole.
    fn next(&mut self) -> Option<String> {
        let length = usize::from(*self.buffer.first()?);
        let frame = self.buffer.get(1..1 + length)?;
        let frame = String::from_utf8_lossy(frame).into_owned();
        self.buffer.drain(..1 + length);
        Some(frame)
    }
}

fn main() {
    let bytes = b"\x05hello\x00\x03you";
    let mut ways = 0;
    for pieces in every_cut(bytes) {
        let mut frames = Frames::default();
        let mut got = Vec::new();
        for piece in pieces {
            frames.push(piece);
            got.extend(std::iter::from_fn(|| frames.next()));
        }
        assert_eq!(got, ["hello", "", "you"]);
        ways += 1;
    }
    println!("{ways} ways to arrive, and always the same three frames");
}
