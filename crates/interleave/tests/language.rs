//! The language, feature by feature: each program of `tests/language` must print what it prints when rustc compiles it.

mod sequential;

use std::path::{Path, PathBuf};
use std::process::Command;

use interleave::machine::Program;
use sequential::{Ended, run};

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language");
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of programs")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .collect();
    all.sort();
    assert!(all.len() > 10, "the programs are gone");
    all
}

/// What the program prints when it is compiled, and whether main panicked.
fn native(path: &Path, folder: &Path) -> (String, bool) {
    let exe = folder.join(path.file_stem().expect("a name"));
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let status = Command::new(rustc)
        .args(["--edition", "2024", "-Awarnings", "-Cdebug-assertions=on", "-o"])
        .arg(&exe)
        .arg(path)
        .status()
        .expect("rustc runs");
    assert!(status.success(), "{} does not compile", path.display());
    let output = Command::new(&exe).output().expect("it runs");
    (String::from_utf8(output.stdout).expect("UTF-8"), !output.status.success())
}

#[test]
fn programs_print_what_they_print_when_compiled() {
    let folder = std::env::temp_dir().join(format!("interleave-language-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for executables");
    let mut wrong = Vec::new();
    for path in programs() {
        let source = std::fs::read_to_string(&path).expect("the program");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let program = match Program::new(&source) {
            Ok(program) => program,
            Err(refusals) => {
                wrong.push(format!(
                    "{name} is refused:\n{}",
                    refusals.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
                ));
                continue;
            }
        };
        let (ours, ended) = run(&program);
        let (theirs, panicked) = native(&path, &folder);
        if ours != theirs {
            let line = ours
                .lines()
                .zip(theirs.lines())
                .position(|(a, b)| a != b)
                .unwrap_or_else(|| ours.lines().count().min(theirs.lines().count()));
            let show = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").to_owned();
            wrong.push(format!(
                "{name}, line {} of its output:\n  ours:  {}\n  rustc: {}\n  ({ended:?})",
                line + 1,
                show(&ours),
                show(&theirs)
            ));
        } else if panicked != matches!(ended, Ended::Panicked(_)) {
            wrong.push(format!("{name} ends with {ended:?}"));
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
