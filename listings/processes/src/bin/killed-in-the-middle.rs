use processes::SharedWord;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;
use std::{env, thread};

/// The child: takes three locks, and writes half of a record.
fn work(directory: &Path) -> io::Result<()> {
    let mut record = File::create(directory.join("record"))?;
    record.lock()?;
    File::create_new(directory.join("lock-file"))?;
    let word = File::options()
        .read(true)
        .write(true)
        .open(directory.join("word"))?;
    SharedWord::open(&word)?.get().store(1, SeqCst);
    record.write_all(b"amount: 1")?; // and two zeros, if it came to that
    println!("in the middle");
    thread::sleep(Duration::from_secs(10));
    Ok(())
}

fn main() -> io::Result<()> {
    if let Some(directory) = env::args().nth(1) {
        return work(directory.as_ref());
    }
    let directory = tempfile::tempdir()?;
    let at = |name| directory.path().join(name);
    fs::write(at("word"), [0; 4])?;
    let mut child = Command::new(env::current_exe()?)
        .arg(directory.path())
        .stdout(Stdio::piped())
        .spawn()?;
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut String::new())?;
    child.kill()?;
    child.wait()?;

    let held = |held| if held { "still held" } else { "free" };
    let record = File::open(at("record"))?;
    println!("lock on a file: {}", held(record.try_lock().is_err()));
    println!("lock file:      {}", held(at("lock-file").exists()));
    let word = File::options().read(true).write(true).open(at("word"))?;
    let locked = SharedWord::open(&word)?.get().load(SeqCst) == 1;
    println!("shared memory:  {}", held(locked));
    println!("the record:     {:?}", fs::read_to_string(at("record"))?);
    Ok(())
}
