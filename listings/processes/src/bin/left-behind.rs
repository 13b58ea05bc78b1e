use std::io::{self, Read};
use std::os::unix::process::parent_id;
use std::process::{self, Command, Stdio};
use std::{env, thread};

/// Starts a child, and ends without a word to it.
fn parent() -> io::Result<()> {
    let mut command = Command::new(env::current_exe()?);
    command.args(["child", &process::id().to_string()]);
    let _child = command.stdin(Stdio::piped()).spawn()?;
    println!("parent: I end");
    process::exit(0); // `_child` is not dropped
}

fn child(parent: &str) -> io::Result<()> {
    io::stdin().read_to_end(&mut Vec::new())?;
    println!("child: my input has ended");
    while parent_id().to_string() == parent {
        thread::yield_now();
    }
    println!("child: I have another parent, and go on");
    Ok(())
}

fn main() -> io::Result<()> {
    match &env::args().skip(1).collect::<Vec<_>>()[..] {
        [role] if role == "parent" => return parent(),
        [role, id] if role == "child" => return child(id),
        _ => (),
    }
    let mut command = Command::new(env::current_exe()?);
    let mut parent = command.arg("parent").stdout(Stdio::piped()).spawn()?;
    let mut lines = String::new();
    let mut output = parent.stdout.take().unwrap();
    output.read_to_string(&mut lines)?; // until nobody can write to it any more
    print!("{lines}");
    parent.wait()?;
    Ok(())
}
