//! What the listings of this chapter ask of the kernel: a copy of the process, and the map of its memory.

use std::{fs, io};

/// Copies the calling process with `fork`. True in the copy, false in the original; the copy must end with [`vanish`].
///
/// # Safety
/// The process must have one thread: the copy has only the thread that called, and a lock that another thread held
/// at that moment (that of standard output, say) would stay locked in it for ever.
///
/// # Errors
/// What `fork` reports; [`io::ErrorKind::Unsupported`] where there is no `fork`.
#[cfg(unix)]
pub unsafe fn fork() -> io::Result<bool> {
    // SAFETY: the caller promises a single thread.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        child => Ok(child == 0),
    }
}

#[cfg(not(unix))]
pub unsafe fn fork() -> io::Result<bool> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Ends a copy made by [`fork`], without running what the original has registered for its own end.
pub fn vanish() -> ! {
    #[cfg(unix)]
    // SAFETY: `_exit` takes any status and does not return.
    unsafe {
        libc::_exit(0)
    }
    #[cfg(not(unix))]
    std::process::exit(0)
}

/// Waits until one child process has ended, and lets the kernel forget it.
///
/// # Errors
/// What `wait` reports: that there is no child, for one.
#[cfg(unix)]
pub fn wait_for_child() -> io::Result<()> {
    // SAFETY: a null pointer means that the status is not wanted.
    match unsafe { libc::wait(std::ptr::null_mut()) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
pub fn wait_for_child() -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// One line of `/proc/self/maps`: a range of addresses and what stands behind it.
#[derive(Debug)]
pub struct Mapping {
    pub begin: usize,
    /// One past the last address.
    pub end: usize,
    /// `r`ead, `w`rite, e`x`ecute, and `p`rivate or `s`hared; a dash for what is not allowed.
    pub permissions: String,
    /// A file, a name in brackets that the kernel gave, or nothing.
    pub name: String,
}

impl Mapping {
    pub fn kib(&self) -> usize {
        (self.end - self.begin) / 1024
    }
}

/// The address space of this process, in ascending order.
///
/// # Errors
/// Whatever reading `/proc/self/maps` reports: that file exists on Linux alone.
///
/// # Panics
/// If a line has another form than proc(5) says.
pub fn maps() -> io::Result<Vec<Mapping>> {
    let parse = |line: &str| {
        let mut fields = line.split_whitespace();
        let (begin, end) = fields.next()?.split_once('-')?;
        Some(Mapping {
            begin: usize::from_str_radix(begin, 16).ok()?,
            end: usize::from_str_radix(end, 16).ok()?,
            permissions: fields.next()?.to_owned(),
            name: fields.nth(3).unwrap_or("").to_owned(),
        })
    };
    let text = fs::read_to_string("/proc/self/maps")?;
    Ok(text.lines().map(|line| parse(line).expect(line)).collect())
}

/// A value of `/proc/self/status` that is given in KiB, `VmSize` or `VmRSS` for instance.
///
/// # Errors
/// Whatever reading the file reports: it exists on Linux alone.
///
/// # Panics
/// If there is no such value.
pub fn status_kib(name: &str) -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let number = line.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse().ok());
    Ok(number.expect(name))
}
