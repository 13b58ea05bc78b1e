use std::io;

/// The longest line that is taken, its end included. Whoever takes lines of any length takes as much memory as anybody
/// cares to send.
const LONGEST: usize = 1024;

/// Puts lines together from pieces that end anywhere.
#[derive(Default)]
pub struct Lines {
    bytes: Vec<u8>,
}

impl Lines {
    /// Adds a piece.
    pub fn push(&mut self, piece: &[u8]) {
        self.bytes.extend_from_slice(piece);
    }

    /// Takes the first whole line, without its end, if there is one.
    ///
    /// # Errors
    /// If a line is too long, or is not UTF-8.
    pub fn next_line(&mut self) -> io::Result<Option<String>> {
        let invalid = |what: &str| Err(io::Error::new(io::ErrorKind::InvalidData, what));
        let end = self.bytes.iter().position(|&byte| byte == b'\n');
        if end.map_or(self.bytes.len(), |end| end + 1) > LONGEST {
            return invalid("a line is too long");
        }
        let Some(end) = end else { return Ok(None) };
        let mut line: Vec<u8> = self.bytes.drain(..=end).collect();
        line.pop();
        match String::from_utf8(line) {
            Ok(line) => Ok(Some(line)),
            Err(_) => invalid("a line is not UTF-8"),
        }
    }
}
