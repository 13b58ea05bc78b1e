use std::hint::black_box;
use std::process::Command;
use std::time::Instant;
use std::{env, io, thread};

const N: u64 = 200_000_000;

fn countdown(mut n: u64) {
    while n > 0 {
        n = black_box(n - 1);
    }
}

fn timed(way: &str, job: impl FnOnce()) {
    let begin = Instant::now();
    job();
    println!("{:6.1} ms: {way}", begin.elapsed().as_secs_f64() * 1000.0);
}

fn main() -> io::Result<()> {
    if env::args().len() > 1 {
        countdown(N / 2); // this process is a child
        return Ok(());
    }
    timed("one thread", || countdown(N));
    timed("two threads", || {
        thread::scope(|s| {
            s.spawn(|| countdown(N / 2));
            s.spawn(|| countdown(N / 2));
        });
    });
    let program = env::current_exe()?;
    timed("two processes", || {
        let child = || Command::new(&program).arg("child").spawn().unwrap();
        for mut child in [child(), child()] {
            child.wait().unwrap();
        }
    });
    Ok(())
}
