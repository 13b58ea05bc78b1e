//! A small interpreter for a slice of Python, in which what keeps threads apart is a [`Strategy`]: nothing, one lock around everything, or a lock
//! in every object.
//!
//! ```
//! use the_gil::{ChecksAtBackEdges, run};
//!
//! let printed = run(ChecksAtBackEdges::default(), "print(6 * 7)");
//! assert_eq!(printed.unwrap(), "42\n");
//! ```

use std::fmt;

mod builtins;
mod bytecode;
mod compile;
mod count;
mod eval;
mod gil;
mod object;
mod owners;
mod parse;
pub mod programs;
pub mod pythons;
mod strategy;
mod syntax;

/// What the files that loom takes in again have from outside.
mod sync {
    pub use crate::owners::thread_number;
    pub use parking_lot::{Condvar, Mutex};
    pub use std::sync::atomic::{AtomicBool, AtomicIsize, AtomicU32, AtomicUsize, Ordering, fence};
}

pub use bytecode::Program;
pub use compile::compile;
pub use count::{Atomic, Biased, Count};
pub use eval::run;
pub use gil::Gil;
pub use strategy::{
    ChecksAtBackEdges, ChecksEverywhere, FreeThreading, GlobalLock, NoLock, Strategy,
};

/// What is wrong with a program, as Python would say it, and in which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub line: u32,
    pub message: String,
}

impl Error {
    fn new(line: u32, message: impl Into<String>) -> Self {
        Self {
            line,
            message: message.into(),
        }
    }

    /// An error whose line the evaluation loop will know.
    fn nowhere(message: impl Into<String>) -> Self {
        Self::new(0, message)
    }

    /// With this line, if it has none yet.
    fn in_line(self, line: u32) -> Self {
        Self {
            line: if self.line == 0 { line } else { self.line },
            ..self
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for Error {}
