use std::cell::Cell;
use std::env;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static OURS: AtomicU32 = AtomicU32::new(0);
thread_local! {
    static MINE: Cell<u32> = const { Cell::new(0) };
}

/// Changes everything within reach.
fn act(mut file: impl Read) -> io::Result<()> {
    OURS.fetch_add(1, SeqCst);
    MINE.set(MINE.get() + 1);
    env::set_current_dir(env::current_dir()?.parent().unwrap())?;
    file.read_exact(&mut [0; 100])
}

fn main() -> io::Result<()> {
    if env::args().nth(1).as_deref() == Some("child") {
        return act(io::stdin());
    }
    env::set_current_dir(env::current_exe()?.parent().unwrap())?;
    let file = File::open(env::current_exe()?)?;
    let look = || -> io::Result<_> {
        let ours = OURS.load(SeqCst).to_string();
        let mine = MINE.get().to_string();
        let directory = env::current_dir()?.display().to_string();
        let place = (&file).stream_position()?.to_string();
        Ok([ours, mine, directory, place])
    };

    let start = look()?;
    thread::scope(|s| s.spawn(|| act(&file)).join().unwrap())?;
    let between = look()?;
    let mut child = Command::new(env::current_exe()?);
    child.arg("child").stdin(file.try_clone()?).status()?;
    let end = look()?;

    let changed = |i: usize| {
        let yes_or_no = |before: &[String], after: &[String]| match before[i] == after[i] {
            true => "no",
            false => "yes",
        };
        format!(
            "{:7} {}",
            yes_or_no(&start, &between),
            yes_or_no(&between, &end)
        )
    };
    println!("changed by         thread  process");
    println!("a static           {}", changed(0));
    println!("a thread_local!    {}", changed(1));
    println!("current directory  {}", changed(2));
    println!("place in a file    {}", changed(3));
    Ok(())
}
