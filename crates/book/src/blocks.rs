//! The Rust blocks of the finished chapters, as rustdoc and skeptic get them.
//!
//! Every listing has a judge of its own, and here two more: `mdbook test` gives the block to rustdoc, and skeptic makes it a
//! Cargo test. What they cannot run they compile. Which blocks those are, and why, stands in `tests/exempt.toml`, by name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result};
use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use serde::Deserialize;

use crate::build::{chapters, load};
use crate::check::examine;
use crate::contract::{Catalogue, Contract, Ending, Language};
use crate::problem::Problems;
use crate::render::{Medium, Sources};

/// A Rust block of a finished chapter.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its listing or exercise file, as `first-threads/garbled`; a fence in the text is numbered: `first-threads/block-1`.
    pub name: String,
    /// The words after its three ticks.
    pub info: String,
    /// What rustdoc sees, hidden lines included.
    pub code: String,
}

/// How much of a program a test may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// Compile and run it.
    Run,
    /// Compile and run it; it must panic.
    Panic,
    /// Compile it and no more, for this reason.
    Compile(Reason),
    /// See it refused by the compiler.
    Refuse,
}

/// Why a block is not run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reason {
    /// It must not compile.
    Refused,
    /// It never ends.
    Hangs,
    /// It ends with an exit status other than 0.
    Exits,
    /// It may end in another way than the usual one.
    May,
    /// It measures, which takes time and wants a machine of its own.
    Measures,
    /// It is called with arguments, input or variables, or needs a certain machine.
    Called,
    /// It is an exercise, and waits for its reader.
    Exercise,
    /// The chapter says `no_run`.
    NoRun,
    /// It needs the 2024 edition, of which skeptic knows nothing.
    Edition2024,
}

impl Reason {
    /// All of them.
    pub const ALL: [Reason; 9] = [
        Reason::Refused,
        Reason::Hangs,
        Reason::Exits,
        Reason::May,
        Reason::Measures,
        Reason::Called,
        Reason::Exercise,
        Reason::NoRun,
        Reason::Edition2024,
    ];
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Refused => "refused",
            Reason::Hangs => "hangs",
            Reason::Exits => "exits",
            Reason::May => "may",
            Reason::Measures => "measures",
            Reason::Called => "called",
            Reason::Exercise => "exercise",
            Reason::NoRun => "no-run",
            Reason::Edition2024 => "edition-2024",
        })
    }
}

/// How far a test of a listing may go that knows nothing of its contract.
pub fn level(contract: &Contract) -> Level {
    let is_called = !contract.args.is_empty()
        || !contract.stdin.is_empty()
        || !contract.env.is_empty()
        || !contract.needs.is_empty();
    match &contract.ends {
        Ending::Refused(_) => Level::Refuse,
        Ending::Hangs(_) => Level::Compile(Reason::Hangs),
        Ending::Exit(status) if *status != 0 => Level::Compile(Reason::Exits),
        _ if !contract.may.is_empty() => Level::Compile(Reason::May),
        _ if is_called => Level::Compile(Reason::Called),
        _ if contract.is_measurement() => Level::Compile(Reason::Measures),
        Ending::Panics(_) => Level::Panic,
        Ending::Exit(_) => Level::Run,
    }
}

/// The words after the three ticks of a listing, for rustdoc. A listing is a crate of its own: merged into one program with
/// others, it would not have its main thread to itself.
pub fn info(contract: &Contract) -> String {
    match level(contract) {
        Level::Run => "rust,standalone_crate".to_owned(),
        Level::Panic => "rust,should_panic,standalone_crate".to_owned(),
        Level::Compile(_) => "rust,no_run".to_owned(),
        Level::Refuse => match &contract.ends {
            Ending::Refused(refusal) => format!("rust,compile_fail,{},edition{}", refusal.code, refusal.edition),
            _ => unreachable!("only a refused listing is refused"),
        },
    }
}

/// A comment before a block of the finished page that says whose it is.
pub fn mark(name: &str) -> String {
    format!("\n<!-- block {name} -->\n")
}

/// The blocks of all chapters. Chapters with problems give what they can: `cargo book check` reports the problems.
///
/// # Errors
/// If the book cannot be read at all.
pub fn all(root: &Path) -> Result<Vec<Block>> {
    let mut problems = Problems::default();
    let book = load(root, &mut problems)?;
    let chapters = chapters(&book);
    let pages = examine(&Sources::load(root), &chapters, Medium::Test).pages;
    Ok(chapters.iter().zip(pages).flat_map(|(chapter, page)| blocks(&chapter.name, &page)).collect())
}

/// The Rust blocks of one finished page.
fn blocks(chapter: &str, page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut numbered = 0;
    let mut owner: Option<String> = None;
    let mut open: Option<Block> = None;
    for event in Parser::new(page) {
        match event {
            Event::Html(html) => {
                let name = html.trim().strip_prefix("<!-- block ").and_then(|rest| rest.strip_suffix(" -->"));
                owner = name.map(str::to_owned).or(owner);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let owner = owner.take();
                if info.split(',').next() == Some("rust") {
                    let name = owner.unwrap_or_else(|| {
                        numbered += 1;
                        format!("{chapter}/block-{numbered}")
                    });
                    open = Some(Block { name, info: info.to_string(), code: String::new() });
                }
            }
            Event::Text(text) => {
                if let Some(block) = &mut open {
                    block.code.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => found.extend(open.take()),
            _ => {}
        }
    }
    found
}

impl Block {
    fn has(&self, attribute: &str) -> bool {
        self.info.split(',').any(|word| word == attribute)
    }

    /// Why it is not run, if it is not. That it needs the 2024 edition only a compiler can tell.
    pub fn exempt(&self, catalogue: &Catalogue) -> Option<Reason> {
        match self.level(catalogue) {
            Level::Compile(reason) => Some(reason),
            Level::Refuse => Some(Reason::Refused),
            Level::Run | Level::Panic => None,
        }
    }

    /// How far a test may go.
    pub fn level(&self, catalogue: &Catalogue) -> Level {
        let (chapter, name) = self.name.split_once('/').unwrap_or_default();
        if let Some(contract) = catalogue.listing(chapter, name).and_then(|listing| listing.contract(Language::Rust)) {
            return level(contract);
        }
        let is_exercise = |name: &str| catalogue.exercise(chapter, name).is_some();
        if is_exercise(name) || name.strip_suffix("-solution").is_some_and(is_exercise) {
            return Level::Compile(Reason::Exercise);
        }
        match () {
            () if self.has("compile_fail") => Level::Refuse,
            () if self.has("no_run") => Level::Compile(Reason::NoRun),
            () if self.has("should_panic") => Level::Panic,
            () => Level::Run,
        }
    }

    /// The program, with a main function where rustdoc would add one, and without the marks that hide a line.
    pub fn program(&self) -> String {
        let shown: Vec<&str> = self.code.lines().map(unhide).collect();
        if shown.iter().any(|line| line.contains("fn main(")) {
            return shown.join("\n") + "\n";
        }
        let (inner, rest): (Vec<&str>, Vec<&str>) = shown.into_iter().partition(|line| line.starts_with("#!["));
        format!("{}\nfn main() {{\n{}\n}}\n", inner.join("\n"), rest.join("\n"))
    }

    /// The block as skeptic gets it, in a document of its own, so that its test is named like the listing.
    pub fn for_skeptic(&self, level: Level) -> String {
        let attribute = match level {
            Level::Run => "",
            Level::Panic => ",should_panic",
            Level::Compile(_) | Level::Refuse => ",no_run",
        };
        // skeptic takes a line that begins with `# ` for a hidden one, whatever it was before.
        crate::render::text::fence(&format!("rust{attribute}"), &self.program())
    }
}

/// `tests/exempt.toml`: the blocks that skeptic or rustdoc does not run, by reason.
#[derive(Clone, Debug, Default)]
pub struct Exemptions {
    reasons: BTreeMap<Reason, Exempt>,
}

/// The blocks that are exempt for one reason.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exempt {
    /// The reason in words.
    reason: String,
    /// Their names.
    blocks: Vec<String>,
}

impl Exemptions {
    /// Where they stand.
    pub const FILE: &str = "tests/exempt.toml";

    /// Reads them.
    ///
    /// # Errors
    /// If the file cannot be read, or names a reason that there is not.
    pub fn load(root: &Path) -> Result<Exemptions> {
        let text = std::fs::read_to_string(root.join(Self::FILE)).context(Self::FILE)?;
        let tables: BTreeMap<String, Exempt> = toml::from_str(&text).context(Self::FILE)?;
        let mut reasons = BTreeMap::new();
        for (name, exempt) in tables {
            let reason = Reason::ALL.into_iter().find(|reason| reason.to_string() == name);
            reasons.insert(reason.with_context(|| format!("{}: `{name}` is no reason", Self::FILE))?, exempt);
        }
        Ok(Exemptions { reasons })
    }

    /// The blocks that are exempt for a reason.
    pub fn of(&self, reason: Reason) -> BTreeSet<&str> {
        self.reasons.get(&reason).into_iter().flat_map(|exempt| &exempt.blocks).map(String::as_str).collect()
    }

    /// The file's text if these blocks were exempt instead, and the words of each reason the same.
    pub fn with(&self, blocks: &BTreeMap<Reason, BTreeSet<String>>) -> String {
        let mut text = String::from(
            "# The Rust blocks of the finished chapters that `mdbook test` or skeptic does not run, by name and with the reason.\n\
             # `cargo test --test exempt` holds this list to the book; with UPDATE_EXEMPT=1 it writes it.\n",
        );
        for reason in Reason::ALL {
            let words = self.reasons.get(&reason).map_or("", |exempt| &exempt.reason);
            let none = BTreeSet::new();
            let names = blocks.get(&reason).unwrap_or(&none);
            text.push_str(&format!("\n[{reason}]\nreason = {words:?}\nblocks = ["));
            names.iter().for_each(|name| text.push_str(&format!("\n    {name:?},")));
            text.push_str(if names.is_empty() { "]\n" } else { "\n]\n" });
        }
        text
    }
}

/// A line without the `# ` that hides it from the reader.
fn unhide(line: &str) -> &str {
    let trimmed = line.trim_start();
    match trimmed.strip_prefix('#') {
        Some("") => "",
        Some(rest) if rest.starts_with(' ') => &rest[1..],
        Some(rest) if rest.starts_with('#') => &trimmed[1..],
        _ => line,
    }
}

/// Adds the hidden `extern crate` lines that rustdoc needs in a chapter's block: `mdbook test -L` says where crates are, but
/// not which there are.
pub fn with_extern_crates(crates: &BTreeSet<String>, code: &str) -> String {
    let used = crates.iter().filter(|name| code.contains(&format!("{name}::")));
    let lines: String = used.map(|name| format!("# extern crate {name};\n")).collect();
    // Inner attributes have to stay in front.
    let inner: usize = code.split_inclusive('\n').take_while(|line| line.starts_with("#![")).map(str::len).sum();
    format!("{}{lines}{}", &code[..inner], &code[inner..])
}

/// The names by which a chapter's programs know the crates that its package depends on, the package's own library included.
///
/// # Errors
/// If the manifest cannot be read.
pub fn extern_crates(root: &Path, chapter: &str) -> Result<BTreeSet<String>> {
    let folder = root.join("listings").join(chapter);
    let path = folder.join("Cargo.toml");
    if !path.is_file() {
        return Ok(BTreeSet::new());
    }
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let manifest: toml::Table = text.parse().with_context(|| path.display().to_string())?;
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let tables = targets.into_iter().flat_map(|targets| targets.values().filter_map(toml::Value::as_table));
    let mut names = BTreeSet::new();
    for table in tables.chain(std::iter::once(&manifest)) {
        let dependencies = table.get("dependencies").and_then(toml::Value::as_table);
        names.extend(dependencies.into_iter().flat_map(|table| table.keys()).map(|name| name.replace('-', "_")));
    }
    if folder.join("src/lib.rs").is_file() {
        names.insert(chapter.replace('-', "_"));
    }
    Ok(names)
}
