use std::hint::black_box;
use std::process::{Command, Stdio, abort, exit};
use std::{env, io, thread};

fn dig(depth: u64) -> u64 {
    black_box(if depth == 0 { 0 } else { dig(depth - 1) + 1 })
}

fn misbehave(how: &str) {
    match how {
        "panics" => panic!("a bug"),
        "aborts" => abort(),
        "overflows its stack" => _ = dig(u64::MAX),
        "calls exit(7)" => exit(7),
        _ => unreachable!(),
    }
}

fn main() -> io::Result<()> {
    if let Some(how) = env::args().nth(1) {
        let thread = thread::spawn(move || misbehave(&how));
        _ = thread.join(); // Err, if the thread panicked
        return Ok(());
    }
    for how in ["panics", "aborts", "overflows its stack", "calls exit(7)"] {
        let mut child = Command::new(env::current_exe()?);
        let status = child.arg(how).stderr(Stdio::null()).status()?;
        let end = match status.code() {
            Some(0) => "its process goes on".to_owned(),
            Some(code) => format!("its process ends with status {code}"),
            None => "its process is killed".to_owned(),
        };
        println!("a thread {how}: {end}");
    }
    println!("the parent has seen it all");
    Ok(())
}
