//! `mdbook test`: rustdoc compiles and runs every Rust block of the finished chapters.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use clap::Args;
use mdbook_driver::MDBook;

use super::ledger::Ledger;
use crate::build::load;
use crate::judge::process::{self, End};
use crate::judge::trial::Verdict;
use crate::judge::workspace::{Built, Workspace};
use crate::preprocess::BookPreprocessor;
use crate::problem::Problems;

/// After this time rustdoc and the blocks that it runs are killed: they have no deadline of their own.
const DEADLINE: Duration = Duration::from_secs(300);

/// A chapter for `mdbook test`.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The chapter's file below src/
    chapter: String,
    /// The folder with the libraries
    libraries: String,
}

/// What `mdbook test --chapter … -L …` does, in this process.
///
/// # Errors
/// If a block fails; rustdoc's words are on standard error by then.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    let mut book = prepare(root)?;
    book.test_chapter(vec![&options.libraries], Some(&options.chapter))
}

fn prepare(root: &Path) -> Result<MDBook> {
    // Problems of other chapters are `cargo book check`'s to report.
    let mut book = load(root, &mut Problems::default())?;
    book.with_preprocessor(BookPreprocessor { keep_going: true, ..Default::default() });
    Ok(book)
}

/// Tests chapters one by one, each in a process of its own that has a deadline.
pub fn all(workspace: &Workspace, built: &Built, chapters: &[String], ledger: &mut Ledger) -> Result<()> {
    ledger.heading("mdbook test");
    let myself = myself()?;
    for chapter in chapters {
        let libraries = libraries(workspace, built, chapter.trim_end_matches(".md"))?;
        ledger.check(&format!("blocks of src/{chapter}"), || {
            let mut command = Command::new(&myself);
            command.current_dir(&workspace.root).arg("doctest").arg(chapter).arg(&libraries);
            match process::run(command, "", DEADLINE, false) {
                Ok(run) if run.end == End::Exited(0) => Verdict::Passed,
                Ok(run) if run.end == End::Late => {
                    Verdict::Failed(format!("still ran after {DEADLINE:?}: a block hangs\nmark it `no_run`"))
                }
                Ok(run) => Verdict::Failed(format!("\n{}{}", run.stdout, run.stderr)),
                Err(error) => Verdict::Failed(format!("cannot be started: {error}")),
            }
        });
    }
    Ok(())
}

/// This program. On Linux by a link that outlives its name, since a build may replace the file meanwhile.
fn myself() -> Result<PathBuf> {
    let link = PathBuf::from("/proc/self/exe");
    if link.exists() { Ok(link) } else { std::env::current_exe().context("this program cannot find itself") }
}

/// A folder with the libraries that a chapter's listings depend on, and no other: where `-L` shows rustc two versions of a
/// crate, an `extern crate` for it is refused (E0464).
fn libraries(workspace: &Workspace, built: &Built, chapter: &str) -> Result<PathBuf> {
    let folder = workspace.target.join("judge/libraries").join(chapter);
    std::fs::create_dir_all(&folder)?;
    let present: Vec<PathBuf> = std::fs::read_dir(&folder)?.flatten().map(|entry| entry.path()).collect();
    // A crate that only other crates use may be there with two sets of features, and both are needed.
    let libraries = workspace.libraries(chapter, built);
    let links = libraries.iter().map(|library| library.file_name().map(|name| folder.join(name)));
    let links: Vec<PathBuf> = links.collect::<Option<_>>().context("a library has a name")?;
    for other in present.iter().filter(|other| !links.contains(other)) {
        if links.iter().any(|link| name_of(link) == name_of(other)) {
            // Fails where another test has done so already.
            let _ = std::fs::remove_file(other);
        }
    }
    for (library, link) in libraries.into_iter().zip(links) {
        // Cargo writes a library anew under its old name, and the link still leads to the old one.
        if written(&link) == written(library) {
            continue;
        }
        let new = link.with_extension(format!("new-{}-{:?}", std::process::id(), std::thread::current().id()));
        if std::fs::hard_link(library, &new).is_err() {
            std::fs::copy(library, &new).with_context(|| library.display().to_string())?;
        }
        std::fs::rename(&new, &link).with_context(|| link.display().to_string())?;
        // Still there if another test was first: to rename one name of a file to another does nothing.
        let _ = std::fs::remove_file(&new);
    }
    Ok(folder)
}

/// How long a file is, and when it was written.
fn written(file: &Path) -> Option<(u64, SystemTime)> {
    let metadata = std::fs::metadata(file).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

/// The crate that a library holds: `librand-0123456789abcdef.rlib` holds `librand`.
fn name_of(library: &Path) -> Option<&str> {
    Some(library.file_stem()?.to_str()?.rsplit_once('-')?.0)
}
