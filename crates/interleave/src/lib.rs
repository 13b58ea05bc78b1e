//! Enumerates every execution of a small concurrent Rust program.

pub mod value;
pub mod sync;
pub mod request;
pub mod report;
pub mod memory;
pub mod search;
pub mod explore;
pub mod stepper;
