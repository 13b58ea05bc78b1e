//! `cargo book new-listing`: a program and its contract to begin with.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::contract::Catalogue;

/// What to begin.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The chapter: a folder below listings/, made where there is none
    chapter: String,
    /// The listing's name: lower-case words with `-` between them, unique in the whole book
    name: String,
}

const PROGRAM: &str = "fn main() {\n    println!(\"hello\");\n}\n";

/// Writes a program that prints a line and the contract that says so, and the chapter's package where there is none.
///
/// # Errors
/// If the name is no name or taken, or a file cannot be written.
pub fn new_listing(root: &Path, options: &Options) -> Result<()> {
    let Options { chapter, name } = options;
    for word in [chapter, name] {
        let is_word =
            |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !word.split('-').all(is_word) {
            bail!("`{word}` is no name: use lower-case words and digits with `-` between them");
        }
    }
    let (catalogue, _) = Catalogue::load(root);
    if let Some(other) = catalogue.listings().find(|listing| listing.name == *name) {
        bail!("`{name}` is a listing of `{}`: names are unique in the whole book", other.chapter);
    }
    let folder = Path::new("listings").join(chapter);
    let program = folder.join("src/bin").join(name).with_extension("rs");
    if root.join(&program).exists() {
        bail!("{} is there already: give it a contract in {}/contracts.toml", program.display(), folder.display());
    }
    let manifest = root.join(&folder).join("Cargo.toml");
    fs::create_dir_all(root.join(&folder).join("src/bin"))?;
    if !manifest.exists() {
        let text = format!(
            "[package]\nname = \"{chapter}\"\nversion = \"0.1.0\"\nedition.workspace = true\nrust-version.workspace = true\n\
             license.workspace = true\npublish.workspace = true\n\n[lints]\nworkspace = true\n"
        );
        fs::write(&manifest, text).with_context(|| manifest.display().to_string())?;
    }
    fs::write(root.join(&program), PROGRAM)?;
    let contracts = folder.join("contracts.toml");
    let mut file = OpenOptions::new().create(true).append(true).open(root.join(&contracts))?;
    let gap = if file.metadata()?.len() > 0 { "\n" } else { "" };
    write!(file, "{gap}[{name}]\ncaption = \"It says hello\"\nprints = \"hello\\n\"\n")?;
    println!("{}\n{}", program.display(), contracts.display());
    println!("\nrun it:   cargo run --bin {name}");
    println!("judge it: cargo book run {name}");
    println!("show it:  {{{{#listing {chapter}/{name}}}}} in src/{chapter}.md");
    Ok(())
}
