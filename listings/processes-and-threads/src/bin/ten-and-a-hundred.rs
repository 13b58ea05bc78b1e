use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::{env, thread};

static NUMBER: AtomicU32 = AtomicU32::new(1);

fn main() -> std::io::Result<()> {
    if env::args().nth(1).as_deref() == Some("child") {
        NUMBER.fetch_add(100, SeqCst);
        println!("child:  {}", NUMBER.load(SeqCst));
        return Ok(());
    }
    thread::spawn(|| NUMBER.fetch_add(10, SeqCst))
        .join()
        .unwrap();
    Command::new(env::current_exe()?).arg("child").status()?;
    println!("parent: {}", NUMBER.load(SeqCst));
    Ok(())
}
