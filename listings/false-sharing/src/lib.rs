//! How the listings of this chapter measure, and the counters that it builds.

mod counters;
mod measure;

pub use counters::{Approximate, PerCore, Sharded};
pub use measure::at_once;
