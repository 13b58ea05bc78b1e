//! The tool behind `cargo book`: it turns the chapters into pages, and holds every listing to its contract.
//!
//! [`markup`] reads the chapters, [`render`] writes what the reader sees, and [`preprocess`] joins the two for mdBook.
//! Whatever is wrong in the sources is a [`problem::Problem`]; all of them are reported at once.

pub mod appendix;
pub mod blocks;
pub mod build;
pub mod check;
pub mod contract;
pub mod exercise;
pub mod expect;
pub mod export;
pub mod judge;
pub mod markup;
pub mod module;
pub mod new_listing;
pub mod parts;
pub mod preprocess;
pub mod problem;
pub mod record;
pub mod recording;
pub mod render;
pub mod run;
pub mod serve;
pub mod test;
pub mod whole;

use anyhow::{Context, Result};
use std::path::PathBuf;

/// The book's root: the nearest folder, from the current one upwards, that holds `book.toml`.
///
/// # Errors
/// If no folder does.
pub fn root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("the current folder cannot be read")?;
    here.ancestors()
        .find(|folder| folder.join("book.toml").is_file())
        .map(PathBuf::from)
        .context("no book.toml here or above: run `cargo book` inside the book's repository")
}
