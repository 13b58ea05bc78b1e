use std::process::Command;
use std::{env, fs, io};

// ANCHOR: function
/// The primes below `end`, for everybody who can call a C function.
#[unsafe(no_mangle)]
pub extern "C" fn primes(end: u32) -> u32 {
    let is_prime = |n: &u32| {
        (2..)
            .take_while(|d| d * d <= *n)
            .all(|d| !n.is_multiple_of(d))
    };
    (2..end).filter(is_prime).count() as u32
}
// ANCHOR_END: function

// ANCHOR: script
const SCRIPT: &str = r#"
import sys
from ctypes import CDLL, PyDLL
from threading import Thread
from time import perf_counter

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

timed("one thread", CDLL(sys.argv[1]).primes, 1)
timed("two threads, PyDLL, which keeps the lock", PyDLL(sys.argv[1]).primes, 2)
timed("two threads, CDLL, which releases it", CDLL(sys.argv[1]).primes, 2)

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

print("Python goes on during a call, PyDLL:", meanwhile(PyDLL(sys.argv[1]).primes))
print("Python goes on during a call, CDLL:", meanwhile(CDLL(sys.argv[1]).primes))
"#;
// ANCHOR_END: script

fn main() -> io::Result<()> {
    // This very file, once more, as a library.
    let package = option_env!("CARGO_MANIFEST_DIR").unwrap_or("listings/without-the-gil");
    let folder = env::temp_dir().join(format!("by-ctypes-{}", std::process::id()));
    fs::create_dir(&folder)?;
    let library = folder.join("primes.so");
    let rustc = Command::new("rustc")
        .args([
            "--edition=2024",
            "-O",
            "--crate-type=cdylib",
            "--cap-lints=allow",
            "-o",
        ])
        .arg(&library)
        .arg(format!("{package}/src/bin/by-ctypes.rs"))
        .status()?;
    assert!(rustc.success());
    let python = Command::new("python3")
        .env("PYTHON_GIL", "1") // a Python without the lock has one for us
        .args(["-c", SCRIPT])
        .arg(&library)
        .status();
    fs::remove_dir_all(&folder)?;
    assert!(python?.success());
    Ok(())
}
