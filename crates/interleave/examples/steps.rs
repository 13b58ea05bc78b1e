//! How much processor time the front half takes: to make a program of a source, and to take a step.
//! `cargo run --release -p interleave --example steps FILE…` (Linux).

use interleave::machine::{Program, Thread};
use interleave::request::{Answer, Program as _, Request, Thread as _, Value};

/// Nanoseconds that this thread has run.
fn now() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts the time of threads");
    text.split(' ').next().and_then(|n| n.parse().ok()).expect("a number")
}

/// Runs the first thread that the program spawns alone, many times: every load finds 0, every update writes.
fn steps(program: &Program) -> Option<f64> {
    let mut fuel = u64::MAX;
    let mut main = program.main(&mut fuel).ok()?;
    let entry = loop {
        match main.request().clone() {
            Request::Spawn { entry, .. } => break entry,
            Request::End(_) => return None,
            request => main.answer(answer(&request), &mut fuel).ok()?,
        }
    };
    let (mut taken, start) = (0u64, now());
    while taken < 300_000 {
        let mut thread = program.spawn(1, &entry, &mut fuel).ok()?;
        taken += 1;
        for _ in 0..100 {
            if let Request::End(_) = thread.request() {
                break;
            }
            let kept = thread.clone();
            let answer = answer(thread.request());
            thread.answer(answer, &mut fuel).ok()?;
            drop(kept);
            taken += 1;
        }
    }
    Some((now() - start) as f64 / taken as f64)
}

fn answer(request: &Request) -> Answer {
    match request {
        Request::Load { .. } => Answer::Value(Value::u32(0)),
        Request::Update { .. } => Answer::Updated { found: Value::u32(0), wrote: true },
        Request::Sync { .. } => Answer::Synced(interleave::sync::Reply::Locked { data: Value::Unit, poisoned: false }),
        _ => Answer::Done,
    }
}

fn main() {
    for path in std::env::args().skip(1) {
        let source = std::fs::read_to_string(&path).expect("a readable file");
        let start = now();
        let _ = Program::new(&source);
        let first = (now() - start) / 1000;
        let start = now();
        for _ in 0..20 {
            let _ = Program::new(&source);
        }
        let again = (now() - start) / 20_000;
        match Program::new(&source) {
            Ok(program) => println!(
                "{path}: {first} µs, then {again} µs to make; {:.0} ns a step",
                steps(&program).unwrap_or(f64::NAN)
            ),
            Err(refusals) => println!("{path}: {} refusals", refusals.len()),
        }
    }
}
