//! The machine as a judge: what accepted programs of the corpus print when they really run is among what the explorer says they can.

mod common;

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{Known, can, known, under};
use interleave::memory::Model;
use interleave::report::Status;

/// One binary for all programs: each is a module, and the first argument says which main to run.
fn build(programs: &[Known], folder: &std::path::Path) -> std::path::PathBuf {
    let mut text = String::from("#![allow(warnings)]\n");
    let mut arms = String::new();
    for (i, program) in programs.iter().enumerate() {
        text += &format!("mod p{i} {{\n{}\n}}\n", program.source.replace("fn main()", "pub fn main()"));
        arms += &format!("        Some({i}) => p{i}::main(),\n");
    }
    text += &format!(
        "fn main() {{\n    match std::env::args().nth(1).and_then(|n| n.parse::<usize>().ok()) {{\n{arms}        _ => panic!(\"which?\"),\n    }}\n}}\n"
    );
    let source = folder.join("all.rs");
    std::fs::write(&source, text).unwrap();
    let binary = folder.join("all");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let built = Command::new(rustc)
        .args(["--edition=2024", "-O", "-o"])
        .arg(&binary)
        .arg(&source)
        .status()
        .expect("rustc runs");
    assert!(built.success(), "the corpus compiles");
    binary
}

/// Runs it once; `None` if it is still running after the deadline, and then it is killed.
fn once(binary: &std::path::Path, which: usize, deadline: Duration) -> Option<String> {
    let mut child =
        Command::new(binary).arg(which.to_string()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    let mut pause = Duration::from_micros(200);
    loop {
        if child.try_wait().unwrap().is_some() {
            let mut text = String::new();
            child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
            return Some(text);
        }
        if start.elapsed() > deadline {
            child.kill().unwrap();
            child.wait().unwrap();
            return None;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(5));
    }
}

#[test]
fn real_runs_are_among_the_possible() {
    let programs = known();
    let folder = std::env::temp_dir().join(format!("interleave-native-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let binary = build(&programs, &folder);
    let mut seen = 0;
    let mut skipped = Vec::new();
    for (which, program) in programs.iter().enumerate() {
        let rc11 = under(&program.source, Model::Rc11);
        if can(&rc11, Status::Race) {
            skipped.push(program.name.as_str());
            continue;
        }
        let mut judges = vec![rc11];
        if cfg!(target_arch = "x86_64") {
            judges.push(under(&program.source, Model::Tso));
        }
        for _ in 0..10 {
            let stuck = judges.iter().any(|judge| can(judge, Status::Deadlock));
            let output = once(&binary, which, if stuck { Duration::from_millis(500) } else { Duration::from_secs(20) });
            for judge in &judges {
                match &output {
                    Some(text) => {
                        let possible =
                            judge.ends.iter().any(|end| end.status == Status::Finished && end.stdout == *text);
                        assert!(possible, "{} printed {text:?}, which {:?} says it cannot", program.name, judge.model);
                    }
                    None => assert!(
                        can(judge, Status::Deadlock),
                        "{} hangs, and {:?} knows no deadlock",
                        program.name,
                        judge.model
                    ),
                }
            }
            seen += 1;
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    println!("{seen} runs; {} programs with undefined behaviour were not run: {}", skipped.len(), skipped.join(", "));
}
