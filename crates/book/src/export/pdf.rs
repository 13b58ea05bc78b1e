//! The book as PDF: the page that holds all chapters, printed by a browser, which knows the style sheets for print.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use mdbook_driver::MDBook;
use scraper::{Html, Selector};

use super::contents::{groups, list};
use super::xhtml::escape;
use crate::judge::process::{self, End};
use crate::test::browser;

/// After this time the browser is killed.
const DEADLINE: Duration = Duration::from_secs(300);

/// The page with all chapters.
const ALL: &str = "print.html";

/// Prints the pages that mdBook has built into `pages`, behind a title and a table of contents.
///
/// # Errors
/// If there is no Chromium, or it does not print.
pub fn write(book: &MDBook, root: &Path, pages: &Path, file: &Path) -> Result<()> {
    let Some(browser) = browser() else {
        bail!("a PDF is printed by a browser: install Chromium, or let CHROMIUM name one");
    };
    let style = "theme/paper.css";
    let style = std::fs::read_to_string(root.join(style)).context(style)?;
    let page = std::fs::read_to_string(pages.join(ALL)).context(ALL)?;
    let paper = pages.join("paper.html");
    std::fs::write(&paper, with_front(book, &page, &style)).with_context(|| paper.display().to_string())?;
    let profile = tempfile::tempdir()?;
    let mut command = Command::new(&browser);
    // Nothing is asked of another host; as root, as in a container, Chromium does not start with its sandbox.
    command
        .args([
            "--headless=new",
            "--disable-gpu",
            "--no-sandbox",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND",
        ])
        .args(["--no-pdf-header-footer", "--generate-pdf-document-outline", "--virtual-time-budget=60000"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("--print-to-pdf={}", file.display()))
        .arg(format!("file://{}", paper.display()));
    let run = process::run(command, "", DEADLINE, false).with_context(|| browser.clone())?;
    match run.end {
        // Its helpers may be on their way out still; they have been killed.
        End::Exited(0) | End::LeftBehind(0) if file.is_file() => Ok(()),
        End::Late => bail!("{browser} still printed after {DEADLINE:?}, and was killed"),
        _ => bail!("{browser} did not print:\n{}", run.stderr),
    }
}

/// The page with its title, its contents, and the style of the paper.
fn with_front(book: &MDBook, page: &str, style: &str) -> String {
    let config = &book.config.book;
    let titles = Html::parse_document(page);
    let selector = Selector::parse("main h1[id]").expect("a selector");
    let places = titles.select(&selector).filter_map(|title| title.value().id()).map(|id| format!("#{id}"));
    // Chapters come in their order, each with one title.
    let groups = groups(book);
    let pages = groups.iter().flat_map(|group| &group.pages);
    let place_of: BTreeMap<&str, String> = pages.map(|page| page.name.as_str()).zip(places).collect();
    let list = list(&groups, &|page| place_of.get(page.name.as_str()).cloned().unwrap_or_default());
    let front = format!(
        "<style>{style}</style><header class=\"paper-title\"><h1>{}</h1><p>{}</p></header>\
         <nav class=\"paper-contents\"><h1>Contents</h1>{list}</nav>",
        escape(config.title.as_deref().unwrap_or_default()),
        escape(config.description.as_deref().unwrap_or_default()),
    );
    page.replacen("<main>", &format!("<main>{front}"), 1)
}
