use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs, io, process};

// ANCHOR: script
const SCRIPT: &str = r#"
import sys
from threading import Thread
from time import perf_counter
from workers import holding, released

END = 400_000

def timed(way, job, threads):
    begin = perf_counter()
    jobs = [Thread(target=job, args=[END]) for _ in range(threads)]
    for thread in jobs:
        thread.start()
    for thread in jobs:
        thread.join()
    took = perf_counter() - begin
    print(f"{took * 1000:6.1f} ms: {way}")

timed("one thread", holding, 1)
timed("two threads that hold the lock", holding, 2)
timed("two threads that release it", released, 2)

# Nobody is asked to hand over the lock before a minute has passed.
sys.setswitchinterval(60)

def meanwhile(job):
    """Can this thread go on while another one is in the function?"""
    done = []
    thread = Thread(target=lambda: (job(END), done.append("call")))
    thread.start()
    done.append("this")
    thread.join()
    return "yes" if done[0] == "this" else "no"

print("Python goes on during a call, holding:", meanwhile(holding))
print("Python goes on during a call, released:", meanwhile(released))
"#;
// ANCHOR_END: script

/// A Python that can load the module: 3.9 or later, with the lock.
fn python(path: &Path) -> Option<Command> {
    let python3 = std::iter::once("python3".to_owned());
    let mut names = python3.chain((9..30).map(|minor| format!("python3.{minor}")));
    let name = names.find(|name| {
        let mut test = Command::new(name);
        let test = test.env("PYTHONPATH", path).args(["-c", "import workers"]);
        test.stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })?;
    let mut python = Command::new(name);
    python.env("PYTHONPATH", path);
    Some(python)
}

fn main() -> io::Result<()> {
    // Cargo built the module beside this program. Python wants it under its own name.
    let program = env::current_exe()?;
    let built = program.parent().expect("a folder").join("deps");
    let library = format!("{DLL_PREFIX}without_the_gil{DLL_SUFFIX}");
    let folder = env::temp_dir().join(format!("workers-{}", process::id()));
    fs::create_dir(&folder)?;
    fs::copy(built.join(library), folder.join("workers.abi3.so"))?;
    let status = python(&folder).map(|mut python| python.args(["-c", SCRIPT]).status());
    fs::remove_dir_all(&folder)?;
    let status = status.expect("a Python that can load the module")?;
    process::exit(status.code().unwrap_or(1));
}
