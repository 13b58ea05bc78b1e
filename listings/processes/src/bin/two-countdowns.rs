use std::process::Command;
use std::time::Duration;
use std::{env, io, thread};

/// What each child does.
fn count_down(name: &str, delay: Duration) {
    for number in (1..=5).rev() {
        println!("Process {name} counting down: {number}");
        thread::sleep(delay);
    }
}

fn main() -> io::Result<()> {
    if let [name, delay] = &env::args().skip(1).collect::<Vec<_>>()[..] {
        count_down(name, Duration::from_millis(delay.parse().unwrap()));
        return Ok(());
    }
    let start = |name| {
        let mut command = Command::new(env::current_exe()?);
        command.args([name, "10"]).spawn()
    };
    let (mut a, mut b) = (start("A")?, start("B")?);
    a.wait()?;
    b.wait()?;
    println!("Done.");
    Ok(())
}
