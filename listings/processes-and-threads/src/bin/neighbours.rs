use on_the_metal::pin_to_one_cpu;
use std::io::{self, Read, Write, pipe};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, thread};

const ROUNDS: u32 = 20_000;

/// Sends back every byte that comes, until no more can come.
fn echo(mut input: impl Read, mut output: impl Write) {
    let mut token = [0];
    while input.read_exact(&mut token).is_ok() {
        output.write_all(&token).unwrap();
        output.flush().unwrap();
    }
}

/// Microseconds for a byte to go to the echo and to come back.
fn round_trip(mut to: impl Write, mut from: impl Read) -> io::Result<f64> {
    let mut token = [0];
    let begin = Instant::now();
    for _ in 0..ROUNDS {
        to.write_all(&token)?;
        from.read_exact(&mut token)?;
    }
    Ok(begin.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS))
}

fn main() -> io::Result<()> {
    if env::args().nth(1).as_deref() == Some("echo") {
        echo(io::stdin(), io::stdout());
        return Ok(());
    }
    pin_to_one_cpu()?;

    let (input, to) = pipe()?;
    let (from, output) = pipe()?;
    let thread = thread::spawn(|| echo(input, output));
    println!("with a thread:  {:.2} µs", round_trip(to, from)?);
    thread.join().unwrap();

    let mut child = Command::new(env::current_exe()?)
        .arg("echo")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let (to, from) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    println!("with a process: {:.2} µs", round_trip(to, from)?);
    child.wait()?;
    Ok(())
}
