//! What the chapter on processes builds with: a child that does not outlive its handle, signals, and memory that
//! two processes share. The pool of processes is in [`pool`].

pub mod pool;

use memmap2::MmapRaw;
use std::fs::File;
use std::io::{self, PipeReader};
use std::os::fd::IntoRawFd;
use std::process::Child;
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering::SeqCst};

/// A child process that is killed, and waited for, when its handle is dropped.
#[derive(Debug)]
pub struct KillOnDrop(pub Child);

// ANCHOR: drop
impl Drop for KillOnDrop {
    fn drop(&mut self) {
        // Both do nothing if it has been waited for, and there is nobody to tell if they fail.
        _ = self.0.kill();
        _ = self.0.wait();
    }
}
// ANCHOR_END: drop

/// Sends a signal to a child. That it is borrowed mutably means that nobody can wait for it meanwhile: while it has
/// not been waited for, its number is not given to another process.
///
/// # Errors
/// What kill(2) reports; [`io::ErrorKind::NotFound`] if the child has been waited for.
pub fn send_signal(child: &mut Child, signal: libc::c_int) -> io::Result<()> {
    if child.try_wait()?.is_some() {
        return Err(io::ErrorKind::NotFound.into());
    }
    // SAFETY: `kill` takes any numbers.
    match unsafe { libc::kill(child.id().cast_signed(), signal) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Where the handler of SIGTERM writes to.
static SIGTERM_PIPE: AtomicI32 = AtomicI32::new(-1);

// ANCHOR: handler
extern "C" fn on_sigterm(_: libc::c_int) {
    // SAFETY: write(2) may be called in a handler; the descriptor is never closed, the byte lives on this stack.
    unsafe { libc::write(SIGTERM_PIPE.load(SeqCst), [0u8].as_ptr().cast(), 1) };
}

/// A pipe in which a byte arrives for each SIGTERM that this process gets. It no longer ends the process then.
///
/// # Errors
/// What pipe(2) and signal(2) report.
pub fn sigterm_pipe() -> io::Result<PipeReader> {
    let (reader, writer) = io::pipe()?;
    SIGTERM_PIPE.store(writer.into_raw_fd(), SeqCst);
    let handler = on_sigterm as extern "C" fn(libc::c_int);
    // SAFETY: the handler does nothing that a handler may not do.
    match unsafe { libc::signal(libc::SIGTERM, handler as libc::sighandler_t) } {
        libc::SIG_ERR => Err(io::Error::last_os_error()),
        _ => Ok(reader),
    }
}
// ANCHOR_END: handler

/// A number that all processes share that have opened the same file.
#[derive(Debug)]
pub struct SharedWord(MmapRaw);

impl SharedWord {
    /// The first four bytes of a file that is at least that long, as memory of this process.
    ///
    /// # Errors
    /// What mmap(2) reports; [`io::ErrorKind::InvalidInput`] if the file is too short.
    pub fn open(file: &File) -> io::Result<Self> {
        let map = MmapRaw::map_raw(file)?;
        if map.len() < size_of::<AtomicU32>() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(Self(map))
    }

    /// The number. All access to it is atomic, from this process and from others.
    pub fn get(&self) -> &AtomicU32 {
        // SAFETY: the map begins at the begin of a page, is long enough, lives as long as the reference, and is
        // used in no other way. (A file that somebody makes shorter meanwhile ends the process with SIGBUS.)
        unsafe { AtomicU32::from_ptr(self.0.as_mut_ptr().cast()) }
    }
}
