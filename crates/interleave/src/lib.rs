//! Enumerates every execution of a small concurrent Rust program.

pub mod value;
