use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

// ANCHOR: script
const SCRIPT: &str = r#"
import sys
from threading import Thread

try:
    from concurrent.interpreters import create  # 3.14 and later
    def runner():
        return create().exec
except ImportError:
    try:
        import _interpreters as hidden  # 3.13
    except ImportError:
        try:
            import _xxsubinterpreters as hidden  # 3.8 to 3.12
        except ImportError:
            hidden = None
    def runner():
        interpreter = hidden.create()
        return lambda code: hidden.run_string(interpreter, code)

# Nobody is asked to hand over the lock before a minute has passed.
sys.setswitchinterval(60)

def how(runners):
    """Starts a long job, then a short one. Which is done first?"""
    done = []
    def job(run, code):
        run(code)
        done.append(code)
    long, short = "n = 3_000_000\nwhile n > 0: n -= 1", "n = 0"
    threads = [Thread(target=job, args=pair) for pair in zip(runners, [long, short])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return "at once" if done[0] == short else "in turn"

on = getattr(sys, "_is_gil_enabled", lambda: True)()
by_threads = how([lambda code: exec(code, {})] * 2)
try:
    by_interpreters = how([runner(), runner()])
except AttributeError:
    by_interpreters = "-"
print(f"Python 3.{sys.version_info[1]:<3} {'on' if on else 'off':4}  {by_threads}  {by_interpreters}")
"#;
// ANCHOR_END: script

/// Every Python that is easily found: by its name, and where version managers keep them.
fn pythons() -> Vec<PathBuf> {
    let mut found = vec![PathBuf::from("python3")];
    for minor in 6..30 {
        found.push(format!("python3.{minor}").into());
        found.push(format!("python3.{minor}t").into());
    }
    let home = env::home_dir().unwrap_or_default();
    for shelf in [".pyenv/versions", ".local/share/uv/python"] {
        let versions = fs::read_dir(home.join(shelf)).into_iter().flatten();
        found.extend(
            versions
                .flatten()
                .map(|version| version.path().join("bin/python3")),
        );
    }
    found
}

fn main() {
    let mut lines = BTreeMap::new(); // one for each version, with the lock and without it
    for python in pythons() {
        // A name may lead nowhere: to no program, or to one that knows no such version.
        let about = "import sys; print(sys.version_info[1], getattr(sys, '_is_gil_enabled', lambda: True)())";
        let Ok(answer) = Command::new(&python).args(["-c", about]).output() else {
            continue;
        };
        let version = String::from_utf8_lossy(&answer.stdout).into_owned();
        let minor = version
            .split(' ')
            .next()
            .and_then(|minor| minor.parse::<u32>().ok());
        let Some(minor) = minor else { continue };
        lines.entry((minor, version)).or_insert_with(|| {
            let output = Command::new(&python).args(["-c", SCRIPT]).output();
            output
                .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
                .unwrap_or_default()
        });
    }
    println!("            lock  threads  interpreters");
    for line in lines.values() {
        print!("{line}");
    }
}
