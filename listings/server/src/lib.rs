//! A calculator that answers over TCP, served in four ways, and a load to compare them by.
//!
//! A request is a line of whole numbers, its answer a line with their sum: [`answer`]. [`serve`] has the servers,
//! [`load`] the clients that measure them, and [`Client`] a client for everything else.

use std::io;

mod client;
mod lines;
pub mod load;
pub mod serve;

pub use client::Client;
pub use lines::Lines;

/// The answer to a request, both without the end of their lines: the sum of the numbers, or what is wrong with them.
pub fn answer(request: &str) -> String {
    let mut sum = 0i64;
    for word in request.split_whitespace() {
        let Ok(number) = word.parse::<i64>() else {
            return format!("error: {word:?} is no number");
        };
        let Some(more) = sum.checked_add(number) else {
            return String::from("error: too much");
        };
        sum = more;
    }
    sum.to_string()
}

/// Whether a read or a write gave up waiting: an operating system has one of two names for it.
pub fn timed_out(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}

/// Lets this process have no more than so many files open from now on. It cannot be taken back.
///
/// # Errors
/// If the system refuses.
#[cfg(unix)]
pub fn limit_files(count: libc::rlim_t) -> io::Result<()> {
    let limit = libc::rlimit {
        rlim_cur: count,
        rlim_max: count,
    };
    // SAFETY: `limit` is a valid `rlimit` and lives as long as the call, which only reads it.
    match unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
