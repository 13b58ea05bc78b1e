//! The book as a file: it is made, a reading device would take it, and the paper has all chapters.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::ledger::Ledger;
use super::suites::{browser, path_of};
use crate::export::{Kind, Options, export};
use crate::judge::process::{self, End};
use crate::judge::trial::Verdict;
use crate::judge::workspace::Workspace;

/// After this time a checker is killed.
const DEADLINE: Duration = Duration::from_secs(300);

/// Makes both kinds, and looks at them.
pub fn judge(workspace: &Workspace, ledger: &mut Ledger) {
    ledger.heading("the book as a file");
    let root = &workspace.root;
    let folder = workspace.target.join("judge/export");
    let make = |kind: Kind| export(root, &Options { kinds: vec![kind], into: folder.clone() });
    let mut file = None;
    ledger.check("cargo book export epub", || match make(Kind::Epub) {
        Ok(files) => {
            file = files.into_iter().next();
            Verdict::Passed
        }
        Err(error) => Verdict::Failed(format!("\n{error:#}")),
    });
    if let Some(file) = file {
        ledger.check("epubcheck", || epubcheck(&file));
    }
    ledger.check("cargo book export pdf", || match browser() {
        None => Verdict::Skipped("there is no Chromium (CHROMIUM may name one)".to_owned()),
        Some(_) => match make(Kind::Pdf) {
            Ok(files) => paper(&files[0], root),
            Err(error) => Verdict::Failed(format!("\n{error:#}")),
        },
    });
}

/// Where the checker of the W3C lies: a program for Java.
fn checker() -> Option<PathBuf> {
    let named = std::env::var_os("EPUBCHECK").map(PathBuf::from);
    let usual = ["/usr/share/java/epubcheck.jar", "/opt/homebrew/opt/epubcheck/libexec/epubcheck.jar"];
    named.into_iter().chain(usual.map(PathBuf::from)).find(|file| file.is_file())
}

fn epubcheck(file: &Path) -> Verdict {
    if path_of("java").is_none() {
        return Verdict::Skipped("there is no Java".to_owned());
    }
    let Some(checker) = checker() else {
        return Verdict::Skipped("epubcheck is not installed (EPUBCHECK may name epubcheck.jar)".to_owned());
    };
    let mut command = Command::new("java");
    command.arg("-jar").arg(checker).arg("--failonwarnings").arg(file);
    match process::run(command, "", DEADLINE, false) {
        Err(error) => Verdict::Failed(format!("Java cannot be run: {error}")),
        Ok(run) if run.end == End::Exited(0) => Verdict::Passed,
        Ok(run) => Verdict::Failed(format!("\n{}{}", run.stdout, run.stderr)),
    }
}

/// A page for each chapter at the least, and a line in the reader's outline.
fn paper(file: &Path, root: &Path) -> Verdict {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => return Verdict::Failed(format!("{}: {error}", file.display())),
    };
    let text = String::from_utf8_lossy(&bytes);
    let chapters = match crate::build::load(root, &mut crate::problem::Problems::default()) {
        Ok(book) => crate::build::chapters(&book).len(),
        Err(error) => return Verdict::Failed(format!("{error:#}")),
    };
    let pages = text.matches("/Type /Page\n").count();
    match text.starts_with("%PDF-") && text.contains("/Outlines") && pages > chapters {
        true => Verdict::Passed,
        false => Verdict::Failed(format!("{}: {pages} pages for {chapters} chapters", file.display())),
    }
}
