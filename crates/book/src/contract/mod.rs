//! What each program of the book must do: `listings/X/contracts.toml`, read and checked.
//!
//! [`Catalogue::load`] reads every chapter's contracts and the folders beside them, and says at once all that does not fit.

mod fields;
mod files;
mod load;
pub mod pattern;
mod source;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use interleave::Model;
use interleave::report::Status;
use serde::Serialize;

pub use pattern::{Cell, Filled, Hole, HoleKind, Pattern};

use crate::problem::{Problems, nearest};

/// Every listing and exercise of the book.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The book's root; every path in a catalogue is relative to it.
    pub root: PathBuf,
    /// In alphabetical order.
    pub chapters: Vec<Chapter>,
}

/// One package under `listings/`.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The name of the package, of its folder, and of the chapter's file.
    pub name: String,
    /// In the order of `contracts.toml`.
    pub listings: Vec<Listing>,
    /// In the order of `contracts.toml`.
    pub exercises: Vec<Exercise>,
}

/// One program, in one language or several.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The chapter that it belongs to.
    pub chapter: String,
    /// Its name, unique in the whole book.
    pub name: String,
    /// The line of `contracts.toml` on which its table begins.
    pub line: usize,
    /// What it must do, by language. Seldom without Rust: a program that only C or Python can show.
    pub programs: BTreeMap<Language, Contract>,
}

/// A program that the reader has to finish.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// The chapter that it belongs to.
    pub chapter: String,
    /// Its name, unique in the whole book.
    pub name: String,
    /// The line of `contracts.toml` on which its table begins.
    pub line: usize,
    /// Its judge: the starter breaks this contract, the solution keeps it, every wrong solution breaks it.
    pub judge: Contract,
    /// The names of the wrong solutions' files, without `.rs`.
    pub wrong: Vec<String>,
}

/// What a program is written in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub enum Language {
    /// Rust, the language of the book.
    Rust,
    /// C11, compiled by `cc`.
    C,
    /// Python, run by `python3`.
    Python,
}

/// What one program must do.
#[derive(Clone, Debug)]
pub struct Contract {
    /// What the program shows, in one line.
    pub caption: String,
    /// How it ends.
    pub ends: Ending,
    /// What it prints on standard output.
    pub prints: Prints,
    /// What standard error must contain, if it matters.
    pub stderr: Option<String>,
    /// Outcomes that are seen at least once in so many runs.
    pub must_see: Vec<MustSee>,
    /// Whether the explorer enumerates it.
    pub explored: bool,
    /// The ways to end, beside that of `ends`, that the explorer finds.
    pub may: Vec<Status>,
    /// Whether the explorer lets waiting threads wake up for nothing.
    pub spurious: bool,
    /// How outcomes come about, in words, by output.
    pub why: BTreeMap<String, String>,
    /// The outputs that no interleaving gives, each with the strictest model that allows it, where the contract says so.
    pub weak: Option<BTreeMap<String, Model>>,
    /// Names under which outcomes are counted.
    pub classes: Vec<Class>,
    /// The listing of the chapter that tries this one a great many times: its recording says what was seen.
    pub tries: Option<String>,
    /// Runs in each test; where it does not say, as many as [`crate::judge::trial::RUNS`] or as fit in a short time.
    pub runs: Option<u32>,
    /// What a recording must show: comparisons, as [`crate::expect`] reads them.
    pub expect: Vec<String>,
    /// Runs in a recording, if there is one.
    pub record: Option<u32>,
    /// After this time it is killed, with its whole process group.
    pub deadline: Duration,
    /// Arguments of the program.
    pub args: Vec<String>,
    /// Standard input.
    pub stdin: String,
    /// Environment variables, beside those of the caller.
    pub env: BTreeMap<String, String>,
    /// What a machine must have to run it.
    pub needs: Vec<Need>,
    /// Whether the page offers to run it on the public playground.
    pub playground: bool,
    /// What to draw from its recording.
    pub plot: Option<Plot>,
    /// The line of `contracts.toml` on which its table begins.
    pub line: usize,
}

/// How a program ends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub enum Ending {
    /// With this exit status; 128 + n stands for a death by signal n.
    Exit(i32),
    /// Main panics (exit status 101), and standard error has this text.
    Panics(String),
    /// Never: it still runs after this time.
    Hangs(Duration),
    /// It does not begin: rustc refuses it.
    Refused(Refusal),
}

/// The error with which rustc refuses a program.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Refusal {
    /// The error code, or the name of a lint that is denied.
    pub code: String,
    /// What one error with this code says, or a part of it.
    pub message: String,
    /// The edition, such as `2024`.
    pub edition: String,
}

/// What a program prints on standard output.
#[derive(Clone, Debug)]
pub enum Prints {
    /// Exactly this.
    Exactly(String),
    /// One of these.
    OneOf(Vec<String>),
    /// These lines in any order, but the lines of each list of `in_order` in theirs.
    Lines {
        /// All the lines, without line breaks.
        lines: Vec<String>,
        /// Lists of lines that come in the order given.
        in_order: Vec<Vec<String>>,
    },
    /// Text with holes.
    Pattern(Pattern),
    /// Nothing is asked: the program is refused, and never runs.
    Unasked,
}

/// An outcome that must be seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MustSee {
    /// The whole output, or the name of a class.
    pub what: Seen,
    /// Runs in which it is seen at least once.
    pub runs: u32,
}

/// What must be seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Seen {
    /// This output.
    Outcome(String),
    /// Any output of the class of this name.
    Class(String),
}

/// A name under which outcomes are counted: an outcome belongs to the first class that it fits.
#[derive(Clone, Debug)]
pub struct Class {
    /// Its name, as the page shows it.
    pub name: String,
    /// The outcomes that it takes.
    pub pattern: Pattern,
}

/// What a machine must have to run a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Need {
    /// Linux.
    Linux,
    /// An x86-64 processor.
    X86_64,
    /// Two logical cores at least.
    Cores,
    /// `python3`.
    Python,
    /// `cc`.
    Cc,
}

/// What to draw from a recording.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Plot {
    /// Which kind of drawing.
    pub kind: PlotKind,
    /// The hole on the horizontal axis.
    pub x: String,
    /// The holes on the vertical axis; none for a histogram.
    pub y: Vec<String>,
    /// What to write along the horizontal axis, where the hole's name does not do.
    pub x_label: Option<String>,
    /// What to write along the vertical axis.
    pub y_label: Option<String>,
    /// The axes, or holes, that are logarithmic.
    pub log: Vec<String>,
    /// A dashed line `y = x`.
    pub ideal: Option<String>,
}

/// Which kind of drawing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum PlotKind {
    /// A line through the recorded rows, for each of `y`.
    Line,
    /// Bars that count the values of one hole.
    Histogram,
}

impl Catalogue {
    /// Reads every `listings/*/contracts.toml` below the book's root, and looks at the files beside it. What can be read is
    /// in the catalogue even where there are problems, so that other checks can go on.
    pub fn load(root: &Path) -> (Catalogue, Problems) {
        load::catalogue(root)
    }

    /// The chapter of this name.
    pub fn chapter(&self, name: &str) -> Option<&Chapter> {
        self.chapters.iter().find(|chapter| chapter.name == name)
    }

    /// The listing `name` of a chapter.
    pub fn listing(&self, chapter: &str, name: &str) -> Option<&Listing> {
        self.chapter(chapter)?.listings.iter().find(|listing| listing.name == name)
    }

    /// The exercise `name` of a chapter.
    pub fn exercise(&self, chapter: &str, name: &str) -> Option<&Exercise> {
        self.chapter(chapter)?.exercises.iter().find(|exercise| exercise.name == name)
    }

    /// The program that a person means by `two-threads`, `first-threads/two-threads`, `two-threads.c` or
    /// `two-threads.python`. Without an ending it is Rust, if the listing has a Rust program.
    ///
    /// # Errors
    /// If there is none; the message names the most similar one.
    pub fn find(&self, name: &str) -> anyhow::Result<(&Listing, Language)> {
        let (stem, language) = [Language::C, Language::Python]
            .into_iter()
            .find_map(|language| Some((name.strip_suffix(language.suffix())?, Some(language))))
            .unwrap_or((name, None));
        let (chapter, stem) = stem.rsplit_once('/').map_or((None, stem), |(chapter, stem)| (Some(chapter), stem));
        let found = self
            .listings()
            .find(|listing| listing.name == stem && chapter.is_none_or(|chapter| listing.chapter == chapter));
        let Some(listing) = found else {
            let near = nearest(stem, self.listings().map(|listing| listing.name.as_str()));
            let hint = near
                .map_or("listings/*/contracts.toml name them all".to_owned(), |near| format!("did you mean `{near}`?"));
            anyhow::bail!("there is no listing `{name}`: {hint}");
        };
        let language = language.or_else(|| listing.programs.keys().next().copied()).unwrap_or(Language::Rust);
        if listing.contract(language).is_none() {
            anyhow::bail!(
                "`{stem}` has no twin in {language}: [{stem}{}] is missing in its contracts.toml",
                language.suffix()
            );
        }
        Ok((listing, language))
    }

    /// All listings, in the order of chapters.
    pub fn listings(&self) -> impl Iterator<Item = &Listing> {
        self.chapters.iter().flat_map(|chapter| &chapter.listings)
    }

    /// All exercises, in the order of chapters.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.chapters.iter().flat_map(|chapter| &chapter.exercises)
    }
}

impl Chapter {
    /// The folder of its package.
    pub fn folder(&self) -> PathBuf {
        folder(&self.name)
    }
}

impl Listing {
    /// The file with its contract.
    pub fn contracts(&self) -> PathBuf {
        folder(&self.chapter).join("contracts.toml")
    }

    /// The contract for one language.
    pub fn contract(&self, language: Language) -> Option<&Contract> {
        self.programs.get(&language)
    }

    /// Whether rustc must refuse the Rust program.
    pub fn is_refused(&self) -> bool {
        self.contract(Language::Rust).is_some_and(Contract::is_refused)
    }

    /// The program's source file.
    pub fn source(&self, language: Language) -> PathBuf {
        let folder = folder(&self.chapter);
        let name = &self.name;
        match language {
            Language::Rust if self.is_refused() => folder.join(format!("refused/{name}.rs")),
            Language::Rust => folder.join(format!("src/bin/{name}.rs")),
            Language::C => folder.join(format!("twins/{name}.c")),
            Language::Python => folder.join(format!("twins/{name}.py")),
        }
    }

    /// The program's recording, whether there is one or not.
    pub fn recording(&self, language: Language) -> PathBuf {
        folder(&self.chapter).join(format!("recordings/{}{}.json", self.name, language.suffix()))
    }

    /// What to call one of its programs: `race-conditions/lost-update`, or with `.c` or `.python` after it.
    pub fn id(&self, language: Language) -> String {
        format!("{}/{}{}", self.chapter, self.name, language.suffix())
    }
}

impl Exercise {
    /// One of its files by its name without `.rs`.
    pub fn file(&self, name: &str) -> PathBuf {
        folder(&self.chapter).join(format!("examples/{name}.rs"))
    }

    /// The file that the reader is to finish.
    pub fn starter(&self) -> PathBuf {
        self.file(&self.name)
    }

    /// The file that keeps the contract.
    pub fn solution(&self) -> PathBuf {
        self.file(&format!("{}-solution", self.name))
    }

    /// The files that break it in an instructive way.
    pub fn wrong(&self) -> impl Iterator<Item = PathBuf> {
        self.wrong.iter().map(|name| self.file(name))
    }
}

impl Contract {
    /// Whether rustc must refuse the program.
    pub fn is_refused(&self) -> bool {
        matches!(self.ends, Ending::Refused(_))
    }

    /// Whether its numbers are what it is about: a measurement runs alone, with no other program beside it.
    pub fn is_measurement(&self) -> bool {
        self.plot.is_some() || matches!(&self.prints, Prints::Pattern(pattern) if pattern.has_numbers())
    }

    /// The class that an output belongs to.
    pub fn class_of(&self, output: &str) -> Option<&Class> {
        self.classes.iter().find(|class| class.pattern.matches(output))
    }
}

impl Language {
    /// What stands after a listing's name where this language is meant: nothing, `.c` or `.python`.
    pub fn suffix(self) -> &'static str {
        match self {
            Language::Rust => "",
            Language::C => ".c",
            Language::Python => ".python",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Language::Rust => "Rust",
            Language::C => "C",
            Language::Python => "Python",
        })
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Need::Linux => "linux",
            Need::X86_64 => "x86-64",
            Need::Cores => "cores",
            Need::Python => "python",
            Need::Cc => "cc",
        })
    }
}

fn folder(chapter: &str) -> PathBuf {
    Path::new("listings").join(chapter)
}
