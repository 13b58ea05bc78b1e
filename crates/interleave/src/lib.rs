//! Enumerates every execution of a small concurrent Rust program.
