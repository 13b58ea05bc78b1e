//! `cargo book build`: the finished pages.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context, Result};
use clap::Args;
use mdbook_driver::MDBook;
use mdbook_driver::book::{Book, BookItem};
use mdbook_driver::config::Config;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use mdbook_summary::{Summary, SummaryItem, parse_summary};

use crate::markup::Chapter;
use crate::preprocess::{BookPreprocessor, chapter};
use crate::problem::{Problem, Problems, line_of};

/// How to build.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// Write the pages even though something is wrong; its place on the page stays empty
    #[arg(long)]
    pub keep_going: bool,
}

/// Where the pages go.
#[derive(Clone, Debug, Default)]
pub struct Destination {
    /// The folder; without it, the one that `book.toml` names.
    pub folder: Option<PathBuf>,
    /// The path at which pages listen for a change.
    pub live_reload: Option<String>,
}

/// Builds the book into the folder that `book.toml` names, and returns that folder.
///
/// # Errors
/// Everything that is wrong in the sources, as [`Problems`], or what mdBook finds wrong.
pub fn build(root: &Path, options: &Options) -> Result<PathBuf> {
    build_into(root, options.keep_going, &Destination::default())
}

/// Builds the book, and returns the folder with its pages. If it keeps going, the pages are there even though it returns
/// [`Problems`].
///
/// # Errors
/// Everything that is wrong in the sources, as [`Problems`], or what mdBook finds wrong.
pub fn build_into(root: &Path, keep_going: bool, destination: &Destination) -> Result<PathBuf> {
    let mut problems = Problems::default();
    let mut book = load(root, &mut problems)?;
    if let Some(folder) = &destination.folder {
        book.config.build.build_dir = folder.clone();
    }
    if let Some(endpoint) = &destination.live_reload {
        book.config.set("output.html.live-reload-endpoint", endpoint)?;
    }
    // In the place of the command that book.toml names for mdBook's own binary: the same work without another process.
    // It keeps going past what `load` has found, so that everything wrong is told at once.
    let preprocessor = Rc::new(BookPreprocessor { keep_going, ..BookPreprocessor::knowing(problems) });
    book.with_preprocessor(Shared(preprocessor.clone()));
    book.build()?;
    preprocessor.problems.take().into_result()?;
    Ok(book.build_dir_for("html"))
}

/// mdBook wants to own a preprocessor; what ours found wrong is asked for afterwards.
struct Shared(Rc<BookPreprocessor>);

impl Preprocessor for Shared {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> Result<Book> {
        self.0.run(context, book)
    }
}

/// Loads the book as mdBook does. A chapter whose file is missing is a draft, and a problem.
///
/// # Errors
/// If `book.toml` or `SUMMARY.md` cannot be read at all.
pub fn load(root: &Path, problems: &mut Problems) -> Result<MDBook> {
    let config = Config::from_disk(root.join("book.toml"))?;
    let folder = config.book.src.clone();
    let file = folder.join("SUMMARY.md");
    let text = std::fs::read_to_string(root.join(&file)).with_context(|| file.display().to_string())?;
    let mut summary = parse_summary(&text).with_context(|| format!("{} cannot be understood", file.display()))?;
    let Summary { prefix_chapters, numbered_chapters, suffix_chapters, .. } = &mut summary;
    for item in prefix_chapters.iter_mut().chain(numbered_chapters).chain(suffix_chapters) {
        without_missing(item, &mut |location| {
            let exists = root.join(&folder).join(location).is_file();
            if !exists {
                let line = text.find(&location.display().to_string()).map_or(0, |at| line_of(&text, at));
                let what = format!("{} is not there", folder.join(location).display());
                problems.push(Problem::new(&file, line, what, "write it, or make the chapter a draft: [Title]()"));
            }
            exists
        });
    }
    MDBook::load_with_config_and_summary(root, config, summary)
}

fn without_missing(item: &mut SummaryItem, exists: &mut dyn FnMut(&Path) -> bool) {
    let SummaryItem::Link(link) = item else { return };
    if link.location.as_ref().is_some_and(|location| !exists(location)) {
        link.location = None;
    }
    for nested in &mut link.nested_items {
        without_missing(nested, exists);
    }
}

/// The chapters that are written, in the order of `SUMMARY.md`.
pub fn chapters(book: &MDBook) -> Vec<Chapter> {
    let folder = &book.config.book.src;
    book.iter()
        .filter_map(|item| match item {
            BookItem::Chapter(page) => {
                Some(chapter(folder, page.source_path.as_deref()?, page.number.is_some(), page.content.clone()))
            }
            _ => None,
        })
        .collect()
}
