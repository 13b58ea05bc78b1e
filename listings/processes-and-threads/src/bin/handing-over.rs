use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, thread};

const MIB: usize = 64;

fn main() -> io::Result<()> {
    if env::args().nth(1).as_deref() == Some("child") {
        let mut letters = Vec::new();
        io::stdin().read_to_end(&mut letters)?;
        println!("{}", letters[letters.len() - 1]);
        return Ok(());
    }
    let letters = vec![b'x'; MIB << 20];
    let mut child = Command::new(env::current_exe()?)
        .arg("child")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let begin = Instant::now();
    child.stdin.take().unwrap().write_all(&letters)?;
    let answer = child.wait_with_output()?.stdout;
    let time = begin.elapsed().as_micros();
    println!("{MIB} MiB to a process: {time} µs");
    assert_eq!(answer, b"120\n");

    let begin = Instant::now();
    let read_last = move || (letters[letters.len() - 1], letters);
    let (last, _letters) = thread::spawn(read_last).join().unwrap();
    let time = begin.elapsed().as_micros();
    println!("{MIB} MiB to a thread and back: {time} µs");
    assert_eq!(last, b'x');
    Ok(())
}
