//! Other programs, which may hang.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// How a process ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum End {
    /// With this status; 128 + n after signal n.
    Exited(i32),
    /// Not in time. It was killed.
    Late,
}

/// A process that has ended.
pub struct Run {
    pub end: End,
    /// Its standard error.
    pub said: String,
}

/// A folder for what the tools need and leave behind, kept from run to run.
pub fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("suspects")
        .join(name);
    fs::create_dir_all(&folder).expect("the target folder can be written to");
    folder
}

/// Runs a command to its end, or for so long.
///
/// # Panics
/// If it cannot be started.
pub fn run(mut command: Command, limit: Duration) -> Run {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Relaxed); // a name that nobody else has
    let errors = folder("said").join(format!("{}-{number}", std::process::id()));
    let file = File::create(&errors).expect("the target folder can be written to");
    command
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(file);
    let mut child = command
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let began = Instant::now();
    let end = loop {
        if let Some(status) = child.try_wait().expect("it is our child") {
            use std::os::unix::process::ExitStatusExt;
            let signal = status.signal().map_or(-1, |signal| 128 + signal);
            break End::Exited(status.code().unwrap_or(signal));
        }
        if began.elapsed() > limit {
            child
                .kill()
                .and_then(|()| child.wait())
                .expect("it is our child");
            break End::Late;
        }
        thread::sleep(Duration::from_millis(5));
    };
    let said = fs::read(&errors).expect("it was written");
    fs::remove_file(&errors).expect("it was written");
    Run {
        end,
        said: String::from_utf8_lossy(&said).into_owned(),
    }
}

/// Whether a command can be run at all, and ends well.
pub fn is_there(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
