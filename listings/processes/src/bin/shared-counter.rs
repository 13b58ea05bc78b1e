use processes::SharedWord;
use std::fs::File;
use std::io::{self, Read};
use std::process::{Command, Stdio};
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;
use std::{env, fs, thread};

const TIMES: u32 = 20;

/// The child: adds one to the shared number, again and again.
fn add(path: &str, how: &str) -> io::Result<()> {
    let file = File::options().read(true).write(true).open(path)?;
    let shared = SharedWord::open(&file)?;
    let number = shared.get();
    io::stdin().read_to_end(&mut Vec::new())?; // until both are there
    for _ in 0..TIMES {
        let seen = number.load(SeqCst);
        thread::sleep(Duration::from_millis(1));
        match how {
            "fetch_add" => _ = number.fetch_add(1, SeqCst),
            _ => number.store(seen + 1, SeqCst),
        }
    }
    Ok(())
}

fn main() -> io::Result<()> {
    if let [path, how] = &env::args().skip(1).collect::<Vec<_>>()[..] {
        return add(path, how);
    }
    let directory = tempfile::tempdir()?;
    let path = directory.path().join("number");
    for how in ["load and store", "fetch_add"] {
        fs::write(&path, [0; 4])?;
        let mut command = Command::new(env::current_exe()?);
        command.arg(&path).arg(how).stdin(Stdio::piped());
        let mut children = [command.spawn()?, command.spawn()?];
        for child in &mut children {
            drop(child.stdin.take());
        }
        for child in &mut children {
            child.wait()?;
        }
        let number = u32::from_ne_bytes(fs::read(&path)?[..4].try_into().unwrap());
        println!("{how}: {number} of {}", 2 * TIMES);
    }
    Ok(())
}
