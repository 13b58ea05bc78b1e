use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::{env, fs};

use the_gil::programs;

// ANCHOR: find
/// `python3` and its relatives on the path, and those that version managers have put in their places.
fn candidates() -> Vec<PathBuf> {
    let names = (6..30).map(|minor| format!("python3.{minor}")).chain([
        "python3".to_string(),
        "python3.13t".to_string(),
        "python3.14t".to_string(),
    ]);
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let home = PathBuf::from(env::var_os("HOME").unwrap_or_default());
    for managed in [
        home.join(".pyenv/versions"),
        home.join(".local/share/uv/python"),
    ] {
        folders.extend(
            fs::read_dir(managed)
                .into_iter()
                .flatten()
                .flatten()
                .map(|version| version.path().join("bin")),
        );
    }
    names
        .flat_map(|name| folders.iter().map(move |folder| folder.join(&name)))
        .filter(|python| python.is_file())
        .collect()
}
// ANCHOR_END: find

fn ask(python: &PathBuf, program: &str) -> Option<String> {
    let output = Command::new(python).args(["-c", program]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_string())
}

// ANCHOR: ask
/// Major, minor and micro version, and whether the GIL is on.
const VERSION: &str = "import sys; print(*sys.version_info[:3], int(getattr(sys, '_is_gil_enabled', lambda: True)()))";

fn main() -> ExitCode {
    let mut pythons = BTreeMap::new();
    for python in candidates() {
        if let Some(version) = ask(&python, VERSION) {
            let version: Vec<u32> = version
                .split(' ')
                .map(|number| number.parse().expect("a number"))
                .collect();
            // One of each minor version, with the GIL or without.
            pythons
                .entry((version[1], version[3] == 1))
                .or_insert((version[2], python));
        }
    }
    let mut kept = true;
    for ((minor, gil), (micro, python)) in pythons {
        let lost: Vec<Vec<u32>> = (0..3)
            .filter_map(|_| ask(&python, programs::LOST_BY_STRATEGY))
            .map(|lost| {
                lost.split(' ')
                    .map(|number| number.parse().expect("a number"))
                    .collect()
            })
            .collect();
        let most = |which: usize| {
            lost.iter()
                .map(|lost| lost[which])
                .max()
                .expect("the program runs")
        };
        println!(
            "3.{minor}.{micro} {} {} {}",
            most(0),
            most(1),
            if gil {
                "with the GIL"
            } else {
                "without the GIL"
            }
        );
        // What the chapter says of these versions.
        kept &= !(10..=13).contains(&minor) || !gil || most(0) == 0;
    }
    if kept {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
// ANCHOR_END: ask
