use std::env;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

// ANCHOR: traced
fn traced() {
    println!("main: spawn");
    let child = thread::spawn(|| {
        thread::sleep(Duration::from_millis(20));
        println!("child: works");
    });
    println!("main: join");
    child.join().unwrap();
    println!("main: done");
}
// ANCHOR_END: traced

fn main() -> std::io::Result<()> {
    if env::args().nth(1).as_deref() == Some("traced") {
        traced();
        return Ok(());
    }
    let strace = Command::new("strace")
        .args([
            "--follow-forks",
            "--quiet=all",
            "--trace=memory,process,futex,write",
        ])
        .arg(env::current_exe()?)
        .arg("traced")
        .stdout(Stdio::null())
        .output();
    let Ok(strace) = strace else {
        println!("strace is not installed here");
        return Ok(());
    };
    // What comes before main's first line is the loader's work.
    let trace = String::from_utf8_lossy(&strace.stderr);
    for call in trace
        .lines()
        .skip_while(|call| !call.contains("main: spawn"))
    {
        println!("{call}");
    }
    Ok(())
}
