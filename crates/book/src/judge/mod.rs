//! The judges. [`workspace`] and [`twin`] compile programs, [`process`] runs them, [`output`] compares what they print with
//! their contracts, [`refused`] holds rustc to its refusals, and [`trial`] puts a listing through all of it.

pub mod explored;
mod kept;
pub mod output;
pub mod process;
pub mod refused;
pub mod trial;
pub mod twin;
pub mod workspace;
