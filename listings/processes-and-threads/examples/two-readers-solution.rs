use std::fs::File;
use std::io::{self, Read};
use std::{env, thread};

fn count_bytes() -> io::Result<u64> {
    let mut bytes = Vec::new();
    File::open(env::current_exe()?)?.read_to_end(&mut bytes)?;
    Ok(bytes.len() as u64)
}

fn main() -> io::Result<()> {
    let length = env::current_exe()?.metadata()?.len();
    let counts = thread::scope(|s| {
        let readers = [s.spawn(count_bytes), s.spawn(count_bytes)];
        readers.map(|reader| reader.join().unwrap())
    });
    for count in counts {
        let all = count? == length;
        println!("{}", if all { "all of it" } else { "a part of it" });
    }
    Ok(())
}
