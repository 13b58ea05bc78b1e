//! `cargo book check`: everything that can be found wrong without running a program.

use std::path::Path;

use anyhow::{Result, bail};
use clap::Args;
use interleave::Model;

use crate::appendix::Overview;
use crate::build::{chapters, load};
use crate::contract::Language;
use crate::expect;
use crate::judge::explored;
use crate::markup::{Chapter, rules};
use crate::problem::{Problem, Problems};
use crate::render::{Medium, Pen, Sources};
use crate::whole;

/// What to check.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// Say only what is wrong with these chapters [default: all]
    pub chapters: Vec<String>,
}

/// Looks at every chapter, contract, recording and figure.
///
/// # Errors
/// Everything that is wrong, as [`Problems`]; or a chapter is named that is not there.
pub fn check(root: &Path, options: &Options) -> Result<()> {
    let mut problems = Problems::default();
    let book = load(root, &mut problems)?;
    for chapter in &options.chapters {
        if !root.join("listings").join(chapter).is_dir()
            && !root.join("src").join(chapter).with_extension("md").is_file()
        {
            bail!("there is no chapter `{chapter}`: neither src/{chapter}.md nor listings/{chapter}");
        }
    }
    let sources = Sources::load(root);
    problems.extend(examine(&sources, &chapters(&book), Medium::Page).problems);
    explorations(&sources, &mut problems);
    if !options.chapters.is_empty() {
        problems.retain(|problem| options.chapters.iter().any(|chapter| belongs(&problem.file, chapter)));
    }
    problems.into_result()?;
    Ok(())
}

/// Holds every contract to what the explorer finds.
fn explorations(sources: &Sources, problems: &mut Problems) {
    for listing in sources.catalogue.listings() {
        let Some(contract) = listing.contract(Language::Rust).filter(|contract| contract.explored) else { continue };
        let judged = sources.exploration(listing, contract).and_then(|found| {
            explored::judge(contract, explored::under(&found, Model::Rc11).expect("it was asked for"))?;
            explored::judge_weak(contract, &found)?;
            // Of other recordings, the runs were held to it when they were made.
            match sources.recording(listing, Language::Rust) {
                Ok(seen) if contract.tries.is_some() => explored::judge_seen(seen.as_ref().as_ref(), &found),
                // That it cannot be read is said where it is read.
                _ => Ok(()),
            }
        });
        if let Err(error) = judged {
            let file = listing.contracts();
            let what = format!("`{}/{}` {error}", listing.chapter, listing.name);
            problems.push(Problem::new(file, contract.line, what, "mend the program or its contract"));
        }
    }
}

/// Whether a file is a chapter, or one of its figures, listings, contracts and recordings.
fn belongs(file: &Path, chapter: &str) -> bool {
    file == Path::new("src").join(chapter).with_extension("md")
        || file.starts_with(Path::new("listings").join(chapter))
        || file.starts_with(Path::new("src/figures").join(chapter))
}

/// The finished pages, and everything that is wrong with them.
pub struct Examined {
    /// One for each chapter.
    pub pages: Vec<String>,
    /// What is wrong.
    pub problems: Problems,
}

/// Expands all chapters and holds them to every rule.
pub fn examine(sources: &Sources, chapters: &[Chapter], medium: Medium) -> Examined {
    if medium == Medium::Page {
        sources.explore_all();
    }
    let mut problems = sources.catalogue_problems.clone();
    let directives = chapters.iter().map(|chapter| chapter.directives(&mut problems)).collect();
    let overview = Overview::new(chapters, directives);
    let mut pages = Vec::new();
    for (chapter, directives) in overview.pages() {
        let mut pen = Pen::new(sources, &overview, chapter, medium);
        pages.push(pen.expand(directives));
        problems.extend(pen.problems);
        rules::check(chapter, &mut problems);
    }
    whole::check(&overview, sources, &mut problems);
    expect::check(sources, &mut problems);
    Examined { pages, problems }
}
