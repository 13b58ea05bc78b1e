//! The table on the chapter's page, and what was seen here.

use std::fs;
use std::path::{Path, PathBuf};

/// What a tool said of a program.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Said {
    Nothing,
    Fault,
}

/// Which of the two programs of a name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Version {
    Faulty,
    Mended,
}

impl Version {
    pub const BOTH: [Version; 2] = [Version::Faulty, Version::Mended];

    pub fn name(self) -> &'static str {
        match self {
            Version::Faulty => "faulty",
            Version::Mended => "mended",
        }
    }

    /// What the program is called among the other ones.
    pub fn program(self, suspect: &str) -> String {
        match self {
            Version::Faulty => suspect.to_owned(),
            Version::Mended => format!("{suspect}-mended"),
        }
    }

    pub fn package() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    pub fn source(self, suspect: &str) -> PathBuf {
        let folder = match self {
            Version::Faulty => "src/bin",
            Version::Mended => "mended",
        };
        Self::package().join(folder).join(format!("{suspect}.rs"))
    }
}

/// What stands in a row that nothing filled.
pub const NOT_RUN: &str = "not run";

/// A line of the table as it stands on the page.
pub fn line(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn page() -> PathBuf {
    Version::package().join("../../src/testing-and-debugging.md")
}

/// The row of the page that begins with this cell.
pub fn on_page(tool: &str) -> Option<String> {
    let text = fs::read_to_string(page()).expect("the chapter is there");
    let row = text
        .lines()
        .find(|line| line.starts_with(&format!("| {tool} |")));
    row.map(str::to_owned)
}

/// Puts a row where one of this tool stands.
pub fn put_on_page(tool: &str, row: &str) {
    let text = fs::read_to_string(page()).expect("the chapter is there");
    let old = on_page(tool).unwrap_or_else(|| panic!("the page has no row for {tool}"));
    fs::write(page(), text.replace(&old, row)).expect("the chapter can be written");
}
