use processes_and_threads::{fork, vanish, wait_for_child};
use std::process::Command;
use std::time::Instant;
use std::{env, hint, thread};

const TIMES: usize = 15;

fn median_micros(mut action: impl FnMut()) -> u128 {
    let mut times = [0; TIMES];
    for time in &mut times {
        let begin = Instant::now();
        action();
        *time = begin.elapsed().as_micros();
    }
    times.sort();
    times[TIMES / 2]
}

fn main() -> std::io::Result<()> {
    if env::args().nth(1).is_some() {
        return Ok(());
    }
    let this_program = env::current_exe()?;
    let mut ballast = Vec::new();
    for mib in [0, 32, 64, 128, 256, 512] {
        ballast.resize(mib << 20, 1u8);
        hint::black_box(&ballast);

        // SAFETY: no other thread runs: each one is joined before the next action.
        let fork = median_micros(|| match unsafe { fork() }.unwrap() {
            true => vanish(),
            false => wait_for_child().unwrap(),
        });
        let command = median_micros(|| {
            Command::new(&this_program).arg("child").status().unwrap();
        });
        let thread = median_micros(|| thread::spawn(|| {}).join().unwrap());
        println!("{mib} MiB: thread {thread} µs, fork {fork} µs, Command {command} µs");
    }
    Ok(())
}
