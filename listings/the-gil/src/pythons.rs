//! The CPythons that are installed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fmt, fs};

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub minor: u32,
    pub micro: u32,
    /// Whether its GIL is on.
    pub gil: bool,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "3.{}.{}", self.minor, self.micro)
    }
}

const VERSION: &str = "import sys; print(*sys.version_info[1:3], int(getattr(sys, '_is_gil_enabled', lambda: True)()))";

/// Each minor version that is found, with the GIL and without, by its program: on the path, and where version managers put theirs.
pub fn all() -> BTreeMap<Version, PathBuf> {
    let mut pythons: BTreeMap<Version, PathBuf> = BTreeMap::new();
    for python in candidates() {
        let Some(answer) = run(&python, VERSION) else {
            continue;
        };
        let numbers: Vec<u32> = answer
            .split(' ')
            .filter_map(|number| number.parse().ok())
            .collect();
        let [minor, micro, gil] = numbers[..] else {
            continue;
        };
        let version = Version {
            minor,
            micro,
            gil: gil == 1,
        };
        if !pythons
            .keys()
            .any(|known| (known.minor, known.gil) == (version.minor, version.gil))
        {
            pythons.insert(version, python);
        }
    }
    pythons
}

fn candidates() -> Vec<PathBuf> {
    let names = ["python3", "python3.13t", "python3.14t", "python3.15t"].map(String::from);
    let names = (6..30).map(|minor| format!("python3.{minor}")).chain(names);
    let mut folders: Vec<PathBuf> =
        env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    let home = PathBuf::from(env::var_os("HOME").unwrap_or_default());
    for manager in [".pyenv/versions", ".local/share/uv/python"] {
        let versions = fs::read_dir(home.join(manager))
            .into_iter()
            .flatten()
            .flatten();
        folders.extend(versions.map(|version| version.path().join("bin")));
    }
    names
        .flat_map(|name| folders.iter().map(move |folder| folder.join(&name)))
        .filter(|python| python.is_file())
        .collect()
}

/// What the program prints, if it ends well.
pub fn run(python: &PathBuf, program: &str) -> Option<String> {
    let output = Command::new(python).args(["-c", program]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_string())
}
