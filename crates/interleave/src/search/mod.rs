//! Searches: everything a program can do.

pub mod budget;
pub mod collect;
pub mod cycles;
pub mod graphs;
pub mod states;
pub mod table;
pub mod trust;
pub mod visited;
#[cfg(test)]
pub(crate) mod script;
#[cfg(test)]
mod tests;
