//! What the chapter on processes builds with: a child that does not outlive its handle, signals, and a number
//! that two processes share. The pool of processes is in [`pool`].

pub mod pool;

/// The C library. Listings name it by way of this crate, since the toolchain has a `libc` of its own.
pub use libc as c;

use memmap2::MmapRaw;
use std::fs::File;
use std::io;
use std::process::Child;
use std::sync::atomic::AtomicU32;

/// A child process that is killed, and waited for, when its handle is dropped.
#[derive(Debug)]
pub struct KillOnDrop(pub Child);

impl Drop for KillOnDrop {
    fn drop(&mut self) {
        // Both do nothing if it has been waited for, and there is nobody to tell if they fail.
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

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
        // SAFETY: the map begins at the beginning of a page, is long enough, lives as long as the reference, and is
        // used in no other way. (A file that somebody makes shorter meanwhile ends the process with SIGBUS.)
        unsafe { AtomicU32::from_ptr(self.0.as_mut_ptr().cast()) }
    }
}
