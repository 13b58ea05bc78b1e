//! How the listings of this chapter measure, and the approximate counter that it builds.

mod counters;
mod measure;

pub use counters::{Approximate, current_core, thread_number};
pub use measure::at_once;
