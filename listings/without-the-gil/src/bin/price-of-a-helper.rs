use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Instant;
use std::{env, thread};

const BYTES: usize = 10_000_000;

fn timed(way: &str, job: impl FnOnce()) {
    let begin = Instant::now();
    job();
    println!("{:8.3} ms: {way}", begin.elapsed().as_secs_f64() * 1000.0);
}

fn main() -> io::Result<()> {
    if env::args().len() > 1 {
        let mut data = Vec::new(); // this process is a child: it reads all, and answers
        io::stdin().read_to_end(&mut data)?;
        println!("{}", data.len());
        return Ok(());
    }
    timed("start and join a thread", || {
        thread::spawn(|| ()).join().unwrap()
    });
    let program = env::current_exe()?;
    let child = || {
        Command::new(&program)
            .arg("child")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    };
    timed("start and await a process", || {
        child().wait_with_output().unwrap();
    });

    let data = vec![7_u8; BYTES];
    let (to_thread, from_main) = mpsc::channel::<Vec<u8>>();
    let thread = thread::spawn(move || from_main.recv().unwrap().len());
    timed("hand ten megabytes to a thread", || {
        to_thread.send(data).unwrap();
        assert_eq!(thread.join().unwrap(), BYTES);
    });

    let data = vec![7_u8; BYTES];
    let mut process = child();
    timed("hand ten megabytes to a process", || {
        process.stdin.take().unwrap().write_all(&data).unwrap();
        let answer = process.wait_with_output().unwrap();
        assert_eq!(answer.stdout, format!("{BYTES}\n").as_bytes());
    });
    Ok(())
}
