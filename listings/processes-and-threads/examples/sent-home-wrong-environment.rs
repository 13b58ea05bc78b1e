use std::process::Command;
use std::{env, io};

fn main() -> io::Result<()> {
    if env::args().nth(1).as_deref() == Some("child") {
        // SAFETY: this process has one thread.
        unsafe { env::set_var("SUM", (1..=100).sum::<u64>().to_string()) };
        return Ok(());
    }
    Command::new(env::current_exe()?).arg("child").status()?;
    println!("{}", env::var("SUM").unwrap_or_default()); // the child changed its own copy
    Ok(())
}
