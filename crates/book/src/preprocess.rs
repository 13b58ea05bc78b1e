//! The book's preprocessor for mdBook: chapters with directives go in, chapters without come out.

use std::cell::RefCell;
use std::path::Path;

use anyhow::Result;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::check::examine;
use crate::markup::Chapter;
use crate::problem::Problems;
use crate::render::{Medium, Sources};

/// The preprocessor, under the name that `book.toml` gives it.
#[derive(Default)]
pub struct BookPreprocessor {
    /// Hand the pages on even though something is wrong.
    pub keep_going: bool,
    /// What is wrong; empty again once it has been reported.
    pub problems: RefCell<Problems>,
}

impl BookPreprocessor {
    /// With problems that were found before, to be reported with the others.
    pub fn knowing(problems: Problems) -> Self {
        Self { problems: RefCell::new(problems), ..Self::default() }
    }
}

impl Preprocessor for BookPreprocessor {
    fn name(&self) -> &str {
        "book"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let folder = &context.config.book.src;
        let found = expand(&context.root, folder, &mut book, Medium::of(&context.renderer));
        self.problems.borrow_mut().extend(found);
        if !self.keep_going {
            self.problems.take().into_result()?;
        }
        Ok(book)
    }
}

/// Puts on every page what its directives stand for, and returns everything that is wrong in any chapter, contract,
/// recording or figure.
pub fn expand(root: &Path, folder: &Path, book: &mut Book, medium: Medium) -> Problems {
    let sources = Sources::load(root);
    let mut chapters = Vec::new();
    book.for_each_mut(|item| {
        if let BookItem::Chapter(page) = item
            && let Some(path) = &page.source_path
        {
            chapters.push(chapter(folder, path, page.number.is_some(), std::mem::take(&mut page.content)));
        }
    });
    let examined = examine(&sources, &chapters, medium);
    let mut pages = examined.pages.into_iter();
    book.for_each_mut(|item| {
        if let BookItem::Chapter(page) = item
            && page.source_path.is_some()
        {
            page.content = pages.next().expect("one page for each chapter");
        }
    });
    examined.problems
}

/// A chapter by its place below the source folder.
pub fn chapter(folder: &Path, path: &Path, numbered: bool, text: String) -> Chapter {
    let name = path.with_extension("").display().to_string().replace('/', "-");
    Chapter { file: folder.join(path), name, numbered, text }
}

/// `cargo book preprocess`: speaks mdBook's protocol over standard input and output.
///
/// # Errors
/// If the input is not what mdBook sends, or anything in the book is wrong.
pub fn run() -> Result<()> {
    let (context, book) = mdbook_preprocessor::parse_input(std::io::stdin())?;
    let book = BookPreprocessor::default().run(&context, book)?;
    serde_json::to_writer(std::io::stdout(), &book)?;
    Ok(())
}
