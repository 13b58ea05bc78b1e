//! `cargo book export`: the book as a file, to be read without a browser or on paper.

mod contents;
mod epub;
mod pdf;
mod style;
pub mod xhtml;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::build::{Destination, build_into, load};
use crate::problem::Problems;

/// The name of the files, without what tells their kind.
const NAME: &str = "every-interleaving";

/// What to make.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The kinds of file [default: both]
    #[arg(value_enum)]
    pub kinds: Vec<Kind>,
    /// The folder that they go to
    #[arg(long, default_value = "target/export")]
    pub into: PathBuf,
}

/// A kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Kind {
    /// EPUB 3, for reading devices
    Epub,
    /// PDF, for paper
    Pdf,
}

/// Makes the files, and returns their paths. With no kind named, both.
///
/// # Errors
/// Everything that is wrong in the sources, or what stands in the way of a kind: for PDF, that there is no Chromium.
pub fn export(root: &Path, options: &Options) -> Result<Vec<PathBuf>> {
    let kinds = if options.kinds.is_empty() { &[Kind::Epub, Kind::Pdf][..] } else { &options.kinds };
    let folder = root.join(&options.into);
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let pages = tempfile::tempdir()?;
    let destination = Destination { folder: Some(pages.path().to_owned()), live_reload: None };
    let pages = build_into(root, false, &destination)?;
    let book = load(root, &mut Problems::default())?;
    let mut files = Vec::new();
    for kind in kinds {
        let file = folder.join(NAME).with_extension(match kind {
            Kind::Epub => "epub",
            Kind::Pdf => "pdf",
        });
        match kind {
            Kind::Epub => epub::write(&book, root, &pages, &file)?,
            Kind::Pdf => pdf::write(&book, root, &pages, &file)?,
        }
        files.push(file);
    }
    Ok(files)
}
