//! The rules of the book's Markdown, beside its directives: fences, headings, callouts and terms.

use std::collections::BTreeMap;
use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::Chapter;
use super::directive::{did_you_mean, list};
use crate::problem::Problems;

/// The section with a chapter's references.
pub const READ_ON: &str = "Where to read on";

/// What may stand after the three ticks.
const LANGUAGES: &[&str] = &["rust", "text", "console", "c", "python", "asm", "toml"];
/// What may stand after `rust`.
const ATTRIBUTES: &[&str] = &["no_run", "should_panic", "edition2021", "noplayground"];

/// A quotation with a label that makes it more than one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Callout {
    /// The bytes of the quotation.
    pub range: Range<usize>,
    /// What its label says.
    pub kind: CalloutKind,
}

/// The labels of callouts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CalloutKind {
    Folklore,
    Cost,
    InC,
    InPython,
}

impl CalloutKind {
    const ALL: [Self; 4] = [Self::Folklore, Self::Cost, Self::InC, Self::InPython];

    /// As it stands in the text, full stop and all.
    pub fn label(self) -> &'static str {
        match self {
            Self::Folklore => "Folklore.",
            Self::Cost => "Cost.",
            Self::InC => "In C.",
            Self::InPython => "In Python.",
        }
    }

    /// As the theme calls it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Folklore => "folklore",
            Self::Cost => "cost",
            Self::InC => "c",
            Self::InPython => "python",
        }
    }
}

/// The callouts of a chapter. A quotation that begins with any other label is a problem.
pub fn callouts(chapter: &Chapter, problems: &mut Problems) -> Vec<Callout> {
    let mut found = Vec::new();
    let mut events = chapter.events().peekable();
    while let Some((event, range)) = events.next() {
        if !matches!(event, Event::Start(Tag::BlockQuote(None))) {
            continue;
        }
        if events.next_if(|(event, _)| matches!(event, Event::Start(Tag::Paragraph))).is_none()
            || events.next_if(|(event, _)| matches!(event, Event::Start(Tag::Strong))).is_none()
        {
            continue;
        }
        let Some((Event::Text(label), at)) = events.next() else { continue };
        if let Some(kind) = CalloutKind::ALL.into_iter().find(|kind| kind.label() == &*label) {
            found.push(Callout { range, kind });
        } else if label.ends_with(['.', ':']) {
            let labels = CalloutKind::ALL.map(CalloutKind::label);
            problems.push(chapter.problem(
                at.start,
                format!("unknown callout `{label}`"),
                format!("{}the callouts are {}", did_you_mean(&label, labels), list(&labels)),
            ));
        }
    }
    found
}

/// A term in bold type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// In lower case, words parted by one space.
    pub text: String,
    /// The byte where its Markdown begins.
    pub at: usize,
}

/// Checks everything that needs no other file: fences, headings and lists.
pub fn check(chapter: &Chapter, problems: &mut Problems) {
    fences(chapter, problems);
    headings(chapter, problems);
    lists(chapter, problems);
}

/// A line that begins with a number and a full stop begins a list, wanted or not.
fn lists(chapter: &Chapter, problems: &mut Problems) {
    for (event, range) in chapter.events() {
        if let Event::Start(Tag::List(Some(first))) = event
            && first > 1
        {
            problems.push(chapter.problem(
                range.start,
                format!("a list that begins with {first}"),
                format!("if it is a sentence, write `{first}\\.`; if it is a list, begin with 1"),
            ));
        }
    }
}

fn fences(chapter: &Chapter, problems: &mut Problems) {
    for (event, range) in chapter.events() {
        let Event::Start(Tag::CodeBlock(kind)) = event else { continue };
        let CodeBlockKind::Fenced(info) = kind else {
            problems.push(chapter.problem(
                range.start,
                "code without a fence",
                format!("put it between fences: {}", list(LANGUAGES)),
            ));
            continue;
        };
        let mut words = info.split([' ', '\t', ',']).filter(|word| !word.is_empty());
        let language = words.next().unwrap_or("");
        if !LANGUAGES.contains(&language) {
            problems.push(chapter.problem(
                range.start,
                if language.is_empty() {
                    "a fence names no language".to_owned()
                } else {
                    format!("unknown language `{language}` of a fence")
                },
                format!("{}the languages are {}", did_you_mean(language, LANGUAGES.iter().copied()), list(LANGUAGES)),
            ));
            continue;
        }
        for word in words {
            if language != "rust" {
                problems.push(chapter.problem(
                    range.start,
                    format!("a `{language}` fence has no attribute `{word}`"),
                    "take it away",
                ));
            } else if !ATTRIBUTES.contains(&word) {
                let mend = match word {
                    "compile_fail" => {
                        "a program that must not compile is a listing in refused/, whose message is checked".to_owned()
                    }
                    "ignore" => {
                        "a block that cannot be tested is no `rust`: make it a listing, or call it `text`".to_owned()
                    }
                    _ => format!(
                        "{}the attributes are {}",
                        did_you_mean(word, ATTRIBUTES.iter().copied()),
                        list(ATTRIBUTES)
                    ),
                };
                problems.push(chapter.problem(range.start, format!("unknown attribute `{word}` of a fence"), mend));
            }
        }
    }
}

fn headings(chapter: &Chapter, problems: &mut Problems) {
    let mut last = 0;
    for (event, range) in chapter.events() {
        let Event::Start(Tag::Heading { level, .. }) = event else { continue };
        let level = level as usize;
        if level == 1 && last > 0 {
            problems.push(chapter.problem(
                range.start,
                "a second title",
                "a chapter has one `#`, and sections with `##`",
            ));
        } else if level > last + 1 {
            problems.push(chapter.problem(
                range.start,
                format!("a heading of level {level} under one of level {last}"),
                format!("write it with {}", "#".repeat(last + 1)),
            ));
        }
        last = level;
    }
    if last == 0 {
        problems.push(chapter.problem(0, "the chapter has no title", "begin it with `# Title`"));
    }
}

/// The sections of a chapter: level, title and place.
pub fn sections(chapter: &Chapter) -> Vec<(HeadingLevel, String, usize)> {
    let mut sections = Vec::new();
    let mut open: Option<(HeadingLevel, String, usize)> = None;
    for (event, range) in chapter.events() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => open = Some((level, String::new(), range.start)),
            Event::End(TagEnd::Heading(_)) => sections.extend(open.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, title, _)) = &mut open {
                    title.push_str(&text);
                }
            }
            _ => {}
        }
    }
    sections
}

/// What stands in bold type, but not the labels of callouts, nor what leads a list item or stands in a table's head.
pub fn terms(chapter: &Chapter) -> Vec<Term> {
    let labels = CalloutKind::ALL.map(CalloutKind::label);
    let (mut terms, mut open) = (Vec::new(), None::<Term>);
    for (event, range) in chapter.events() {
        match event {
            Event::Start(Tag::Strong) => open = Some(Term { text: String::new(), at: range.start }),
            Event::End(TagEnd::Strong) => {
                terms.extend(open.take().filter(|term| !labels.contains(&term.text.as_str())))
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(term) = &mut open {
                    term.text.push_str(&text);
                }
            }
            Event::SoftBreak => {
                if let Some(term) = &mut open {
                    term.text.push(' ');
                }
            }
            _ => {}
        }
    }
    terms
}

/// The entries of the glossary (its definition lists' terms) by how they are compared, and their places.
pub fn glossary(chapter: &Chapter) -> BTreeMap<String, usize> {
    let (mut entries, mut open) = (BTreeMap::new(), None::<(String, usize)>);
    for (event, range) in chapter.events() {
        match event {
            Event::Start(Tag::DefinitionListTitle) => open = Some((String::new(), range.start)),
            Event::End(TagEnd::DefinitionListTitle) => {
                if let Some((title, at)) = open.take() {
                    entries.insert(comparable(&title), at);
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((title, _)) = &mut open {
                    title.push_str(&text);
                }
            }
            _ => {}
        }
    }
    entries
}

/// How a term is compared with the glossary's: in lower case, with one space between words.
pub fn comparable(term: &str) -> String {
    term.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
