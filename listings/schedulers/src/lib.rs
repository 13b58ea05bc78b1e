//! What the chapter on schedulers builds with: user-level threads that have a stack of their own.

pub mod green;
