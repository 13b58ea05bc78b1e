//! Searches: everything a program can do.

pub mod budget;
pub mod collect;
pub mod cycles;
pub mod graphs;
#[cfg(test)]
pub(crate) mod script;
pub mod states;
pub mod table;
#[cfg(test)]
mod tests;
pub mod trust;
pub mod visited;
