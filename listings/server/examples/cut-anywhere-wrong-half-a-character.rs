/// Puts lines together from pieces that end anywhere.
#[derive(Default)]
struct Lines {
    rest: String,
}

impl Lines {
    /// Takes a piece, and returns the lines that are whole now, without their ends.
    fn push(&mut self, piece: &[u8]) -> Vec<String> {
        self.rest.push_str(&String::from_utf8_lossy(piece));
        let mut lines = Vec::new();
        while let Some(end) = self.rest.find('\n') {
            let line: String = self.rest.drain(..=end).collect();
            lines.push(line[..end].to_string());
        }
        lines
    }
}

fn main() {
    let text = "3 4\n\nzwölf\n5 6 7\nand no";
    let whole = ["3 4", "", "zwölf", "5 6 7"];
    for size in 1..=text.len() {
        let mut lines = Lines::default();
        let pieces = text.as_bytes().chunks(size);
        let seen: Vec<String> = pieces.flat_map(|piece| lines.push(piece)).collect();
        assert_eq!(seen, whole, "in pieces of {size}");
    }
    println!("the same lines however it is cut");
}
