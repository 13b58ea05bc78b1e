use processes::KillOnDrop;
use std::process::{Child, Command};
use std::time::Duration;
use std::{env, io, thread};

fn start(name: &str, millis: &str) -> io::Result<Child> {
    Command::new(env::current_exe()?)
        .args([name, millis])
        .spawn()
}

fn main() -> io::Result<()> {
    if let [name, millis] = &env::args().skip(1).collect::<Vec<_>>()[..] {
        println!("{name} starts");
        thread::sleep(Duration::from_millis(millis.parse().unwrap()));
        println!("{name} exits");
        return Ok(());
    }
    let _daemon = KillOnDrop(start("Worker 1", "5000")?);
    thread::sleep(Duration::from_millis(50));
    let mut worker = start("Worker 2", "100")?;
    worker.wait()?;
    Ok(())
}
