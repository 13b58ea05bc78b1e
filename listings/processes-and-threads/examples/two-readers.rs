use std::fs::File;
use std::io::{self, Read};
use std::sync::Barrier;
use std::{env, thread};

static HALFWAY: Barrier = Barrier::new(2);

/// Reads a little, waits until the other reader has, too, and reads the rest.
fn count_bytes(mut file: &File) -> io::Result<u64> {
    let mut bytes = vec![0; 1000];
    file.read_exact(&mut bytes)?;
    HALFWAY.wait();
    file.read_to_end(&mut bytes)?;
    Ok(bytes.len() as u64)
}

fn main() -> io::Result<()> {
    let file = File::open(env::current_exe()?)?;
    let length = file.metadata()?.len();
    let counts = thread::scope(|s| {
        let readers = [
            s.spawn(|| count_bytes(&file)),
            s.spawn(|| count_bytes(&file)),
        ];
        readers.map(|reader| reader.join().unwrap())
    });
    for count in counts {
        let all = count? == length;
        println!("{}", if all { "all of it" } else { "a part of it" });
    }
    Ok(())
}
