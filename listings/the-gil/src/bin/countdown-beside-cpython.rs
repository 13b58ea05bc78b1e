use std::io::Write;
use std::process::{Command, Stdio};

use the_gil::{ChecksAtBackEdges, programs, run};

fn ours() -> f64 {
    let printed = run(
        ChecksAtBackEdges::default(),
        programs::COUNTDOWN_BESIDE_CPYTHON,
    )
    .expect("the program runs");
    printed.trim().parse().expect("seconds")
}

fn cpython() -> f64 {
    let mut python = Command::new("python3")
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3");
    python
        .stdin
        .take()
        .expect("a pipe")
        .write_all(programs::COUNTDOWN_BESIDE_CPYTHON.as_bytes())
        .expect("Python reads");
    let output = python.wait_with_output().expect("Python ends");
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .expect("seconds")
}

// ANCHOR: main
fn main() {
    // In turns, so that both meet the same machine; the best of each is the least disturbed.
    let (mut best, mut theirs) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..3 {
        best = best.min(ours());
        theirs = theirs.min(cpython());
    }
    let per_round = |seconds: f64| seconds / 100_000.0 * 1e9;
    println!("ours:    {:.1} ns for each round", per_round(best));
    println!("python3: {:.1} ns for each round", per_round(theirs));
}
// ANCHOR_END: main
