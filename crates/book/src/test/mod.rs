//! `cargo book test`: every check there is, the quick ones first.

pub mod doctest;
mod files;
mod ledger;
mod links;
mod listings;
mod suites;

use std::path::Path;

use anyhow::{Result, bail};
use clap::Args;

use mdbook_driver::book::BookItem;

use crate::build::load;
use crate::check;
use crate::contract::{Catalogue, Chapter};
use crate::judge::process;
use crate::judge::trial::{Court, Verdict};
use crate::judge::workspace::Workspace;
use crate::problem::Problems;
use ledger::Ledger;
pub use suites::browser;

/// What to test.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Only these chapters [default: the whole book]
    chapters: Vec<String>,
    /// Fail if anything had to be skipped
    #[arg(long)]
    strict: bool,
    /// After a failure go on with the checks that take longer
    #[arg(long)]
    keep_going: bool,
}

/// Makes every check, or every check of the chapters named, and prints a summary.
///
/// # Errors
/// If a check failed; in strict mode also if one was skipped.
pub fn test(root: &Path, options: &Options) -> Result<()> {
    process::clean_up_on_interrupt();
    let mut ledger = Ledger::new();
    let result = all(root, options, &mut ledger);
    ledger.summarize();
    result?;
    if !ledger.is_clean() || options.strict && ledger.skipped() > 0 {
        std::process::exit(1);
    }
    Ok(())
}

fn all(root: &Path, options: &Options, ledger: &mut Ledger) -> Result<()> {
    let (catalogue, _) = Catalogue::load(root);
    let chapters: Vec<&Chapter> = match options.chapters.as_slice() {
        [] => catalogue.chapters.iter().collect(),
        names => names.iter().map(|name| find(&catalogue, name)).collect::<Result<_>>()?,
    };
    ledger.heading("markup, contracts and figures");
    let checked = check::Options { chapters: options.chapters.clone() };
    ledger.check("cargo book check", || match check::check(root, &checked) {
        Ok(()) => Verdict::Passed,
        Err(error) => Verdict::Failed(format!("\n{error:#}")),
    });

    let workspace = Workspace::load(root)?;
    let names: Vec<&str> = chapters.iter().map(|chapter| chapter.name.as_str()).collect();
    let mut built = None;
    ledger.heading("compilation");
    ledger.check("cargo build", || match workspace.build(&names) {
        Ok(programs) => {
            built = Some(programs);
            Verdict::Passed
        }
        Err(error) => Verdict::Failed(format!("{error:#}")),
    });
    let Some(built) = built else { return Ok(()) };
    let court = Court { workspace: &workspace, built: &built };
    listings::judge(&court, &chapters, ledger);
    listings::recordings(root, &chapters, ledger);
    if !ledger.is_clean() && !options.keep_going {
        println!("\nthe rest was not run, because of the failures above (--keep-going runs it all the same)");
        return Ok(());
    }
    doctest::all(&workspace, &built, &pages(root, &options.chapters)?, ledger)?;
    if options.chapters.is_empty() {
        // A browser leaves a core idle half of the time, and so does Cargo: beside each other they take less.
        std::thread::scope(|scope| {
            let pages = scope.spawn(|| {
                let mut ledger = Ledger::aside();
                suites::pages(&workspace, &mut ledger);
                files::judge(&workspace, &mut ledger);
                ledger
            });
            ledger.heading("tests of the book and its tools");
            suites::cargo_test(&workspace, ledger);
            suites::lint(&workspace, &[], ledger);
            ledger.add(pages.join().expect("a check that fails says so, and does not panic"));
        });
    } else {
        suites::lint(&workspace, &names, ledger);
    }
    Ok(())
}

/// The files below `src` that hold these chapters; all, where none is named.
fn pages(root: &Path, chapters: &[String]) -> Result<Vec<String>> {
    let book = load(root, &mut Problems::default())?;
    let files = book.iter().filter_map(|item| match item {
        BookItem::Chapter(page) => Some(page.path.as_ref()?.display().to_string()),
        _ => None,
    });
    let wanted = |file: &String| chapters.is_empty() || chapters.iter().any(|name| *file == format!("{name}.md"));
    Ok(files.filter(wanted).collect())
}

fn find<'a>(catalogue: &'a Catalogue, name: &str) -> Result<&'a Chapter> {
    let name = name.trim_end_matches(".md");
    match catalogue.chapter(name) {
        Some(chapter) => Ok(chapter),
        None => bail!("there is no chapter `{name}` under listings/"),
    }
}
