use processes::{c, send_signal};
use std::io::{self, BufRead, BufReader, PipeReader, Read};
use std::os::fd::{AsRawFd, IntoRawFd};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::{env, path::Path};
use tempfile::{NamedTempFile, TempDir};

// ANCHOR: handler
/// The descriptor that the handler writes to.
static SIGTERM_PIPE: AtomicI32 = AtomicI32::new(-1);

extern "C" fn on_sigterm(_: c::c_int) {
    // SAFETY: write(2) is allowed here; the descriptor is never closed, the byte is on this stack, and nobody else knows `errno`
    // of this thread, which the code that was interrupted may be about to read.
    unsafe {
        let errno = *c::__errno_location();
        c::write(SIGTERM_PIPE.load(SeqCst), [0u8].as_ptr().cast(), 1);
        *c::__errno_location() = errno;
    }
}

/// A pipe in which a byte arrives for each SIGTERM. It no longer ends the process then.
fn sigterm_pipe() -> io::Result<PipeReader> {
    let (reader, writer) = io::pipe()?;
    // A full pipe must not stop the handler: one byte says as much as a thousand.
    // SAFETY: the descriptor is open.
    unsafe { c::fcntl(writer.as_raw_fd(), c::F_SETFL, c::O_NONBLOCK) };
    SIGTERM_PIPE.store(writer.into_raw_fd(), SeqCst);
    let handler = on_sigterm as extern "C" fn(c::c_int);
    // SAFETY: the handler does nothing that a handler must not do.
    match unsafe { c::signal(c::SIGTERM, handler as c::sighandler_t) } {
        c::SIG_ERR => Err(io::Error::last_os_error()),
        _ => Ok(reader),
    }
}
// ANCHOR_END: handler

// ANCHOR: goodbyes
/// The child: makes a file, which is removed when it is dropped, and waits to be asked to stop.
fn work(directory: &Path, listens_to: &str) -> io::Result<()> {
    let _file = NamedTempFile::new_in(directory)?;
    let mut requests: Box<dyn Read> = match listens_to {
        "SIGTERM" => Box::new(sigterm_pipe()?),
        _ => Box::new(io::stdin()),
    };
    println!("ready");
    requests.read(&mut [0]).map(drop)
}

fn main() -> io::Result<()> {
    if let [directory, listens_to] = &env::args().skip(1).collect::<Vec<_>>()[..] {
        return work(directory.as_ref(), listens_to);
    }
    for (listens_to, end) in [
        ("input", "end of input"),
        ("input", "SIGTERM"),
        ("SIGTERM", "SIGTERM"),
        ("SIGTERM", "SIGKILL"),
    ] {
        let directory = TempDir::new()?;
        let mut child = Command::new(env::current_exe()?)
            .args([directory.path().as_os_str(), listens_to.as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut String::new())?;
        match end {
            "end of input" => drop(child.stdin.take()),
            "SIGTERM" => send_signal(&mut child, c::SIGTERM)?,
            _ => child.kill()?,
        }
        let status = child.wait()?;
        let files = directory.path().read_dir()?.count();
        println!("listens to {listens_to}, gets {end}: {status}, {files} files left");
    }
    Ok(())
}
// ANCHOR_END: goodbyes
