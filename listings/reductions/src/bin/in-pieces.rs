use std::thread;

fn main() {
    let words = ["to ", "be ", "or ", "not ", "to ", "be"];
    let line = thread::scope(|s| {
        let pieces: Vec<_> = words
            .chunks(2)
            .map(|piece| s.spawn(move || piece.iter().copied().collect::<String>()))
            .collect();
        let pieces = pieces.into_iter().map(|piece| piece.join().unwrap());
        pieces.fold(String::new(), |line, piece| line + &piece)
    });
    println!("{line}");
}
