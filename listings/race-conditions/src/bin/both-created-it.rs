use std::fs::{self, File};
use std::path::Path;
use std::sync::Barrier;
use std::{env, io, process, thread};

const ROUNDS: u32 = 2_000;

// ANCHOR: ways
/// Look, and then create. Says whether this caller made the file.
fn check_then_create(path: &Path) -> io::Result<bool> {
    if path.exists() {
        return Ok(false);
    }
    File::create(path)?;
    Ok(true)
}

/// Create, or learn that somebody else has: one system call.
fn create_new(path: &Path) -> io::Result<bool> {
    match File::create_new(path) {
        Ok(_) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(e) => Err(e),
    }
}
// ANCHOR_END: ways

/// In how many rounds both of two threads say that they made the file.
fn both(path: &Path, make: fn(&Path) -> io::Result<bool>) -> io::Result<u32> {
    let mut both = 0;
    for _ in 0..ROUNDS {
        let start = Barrier::new(2);
        let attempt = || {
            start.wait();
            make(path)
        };
        let (one, two) = thread::scope(|s| {
            let other = s.spawn(attempt);
            (attempt(), other.join().unwrap())
        });
        both += u32::from(one? && two?);
        fs::remove_file(path)?;
    }
    Ok(both)
}

fn main() -> io::Result<()> {
    let folder = env::temp_dir().join(format!("both-created-it-{}", process::id()));
    fs::create_dir(&folder)?;
    let path = folder.join("report.lock");
    let counts = [check_then_create, create_new].map(|make| both(&path, make));
    fs::remove_dir_all(&folder)?;
    let [checked, created] = counts;
    println!(
        "both made it in {} of {ROUNDS}: exists, then create",
        checked?
    );
    println!("both made it in {} of {ROUNDS}: create_new", created?);
    Ok(())
}
