//! Searches: everything a program can do.

pub mod budget;
pub mod collect;
pub mod graphs;
pub mod table;
pub mod visited;
#[cfg(test)]
mod script;
#[cfg(test)]
mod tests;
