use std::process::{Command, exit};
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::{env, io};

static SUM: AtomicU64 = AtomicU64::new(0);

fn main() -> io::Result<()> {
    if env::args().nth(1).as_deref() == Some("child") {
        SUM.store((1..=100).sum(), SeqCst);
        exit(0);
    }
    Command::new(env::current_exe()?).arg("child").status()?;
    println!("{}", SUM.load(SeqCst));
    Ok(())
}
