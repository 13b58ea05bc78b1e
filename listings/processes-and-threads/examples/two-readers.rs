use std::fs::File;
use std::io::{self, Read};
use std::{env, thread};

fn count_bytes(mut file: &File) -> io::Result<u64> {
    let mut bytes = Vec::new();
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
