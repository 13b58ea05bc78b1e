use std::fs::File;
use std::io::{self, Read, Seek};
use std::sync::Barrier;
use std::time::Duration;
use std::{env, thread};

static HALFWAY: Barrier = Barrier::new(2);

/// Reads a little, waits until the other reader has, too, and reads the rest.
fn count_bytes(mut file: &File, nap: u64) -> io::Result<u64> {
    thread::sleep(Duration::from_millis(nap)); // until the other has read it all
    file.rewind()?;
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
            s.spawn(|| count_bytes(&file, 0)),
            s.spawn(|| count_bytes(&file, 100)),
        ];
        readers.map(|reader| reader.join().unwrap())
    });
    for count in counts {
        let all = count? == length;
        println!("{}", if all { "all of it" } else { "a part of it" });
    }
    Ok(())
}
