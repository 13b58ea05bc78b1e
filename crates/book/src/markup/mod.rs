//! Reads a chapter: where its directives stand, and what in its Markdown breaks the rules of the book.
//!
//! A chapter is never rewritten here. What belongs on the page instead of a directive is the business of
//! [`crate::render`]; this module says where that is.

pub mod directive;
pub mod rules;

use std::ops::Range;
use std::path::PathBuf;

use mdbook_markdown::pulldown_cmark::{Event, Parser, Tag};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

use crate::problem::{Problem, Problems, line_of};
pub use directive::Directive;

/// A chapter as its author wrote it.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its file, relative to the book's root: `src/first-threads.md`.
    pub file: PathBuf,
    /// The file's name without its end: `first-threads`. A package of this name has its listings.
    pub name: String,
    /// Whether it has a number: those before and after the numbered ones are front page and appendices.
    pub numbered: bool,
    /// The Markdown.
    pub text: String,
}

/// A directive, and where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The bytes from the opening braces to the closing ones.
    pub range: Range<usize>,
    /// The line of the opening braces, from 1.
    pub line: usize,
    /// What it says.
    pub directive: Directive,
}

impl Chapter {
    /// A problem in the line where the byte `offset` stands.
    pub fn problem(&self, offset: usize, what: impl Into<String>, mend: impl Into<String>) -> Problem {
        Problem::new(&self.file, line_of(&self.text, offset), what, mend)
    }

    /// All directives that are understood, in the order of the text. Those in code are code.
    pub fn directives(&self, problems: &mut Problems) -> Vec<Placed> {
        let code = code_ranges(&self.text);
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(start) = self.text[from..].find("{{#").map(|at| at + from) {
            if let Some(range) = code.iter().find(|range| range.contains(&start)) {
                from = range.end.max(start + 1);
                continue;
            }
            let Some(end) = closing(&self.text[start..]).map(|length| start + length) else {
                problems.push(self.problem(start, "`{{#` is not closed", "close it with `}}`"));
                break;
            };
            from = end;
            self.place(start..end, &mut found, problems);
        }
        // `{{/predict}}` is the one that does not begin with `{{#`.
        for (start, text) in self.text.match_indices("{{/") {
            if !code.iter().any(|range| range.contains(&start)) {
                let end = self.text[start..].find("}}").map_or(start + text.len(), |at| start + at + 2);
                self.place(start..end, &mut found, problems);
            }
        }
        found.sort_by_key(|placed| placed.range.start);
        self.check_pairs(&found, problems);
        found
    }

    fn place(&self, range: Range<usize>, found: &mut Vec<Placed>, problems: &mut Problems) {
        let inside = &self.text[range.start + 2..range.end.saturating_sub(2).max(range.start + 2)];
        match Directive::parse(inside) {
            Err((what, mend)) => problems.push(self.problem(range.start, what, mend)),
            Ok(directive) => {
                if !directive.is_inline() && !self.is_alone(&range) {
                    problems.push(self.problem(
                        range.start,
                        format!(
                            "`{}` stands in the middle of a text",
                            self.text[range.clone()].lines().next().unwrap_or("")
                        ),
                        "put it on a line of its own, with an empty line before and after it",
                    ));
                }
                found.push(Placed { line: line_of(&self.text, range.start), range, directive });
            }
        }
    }

    /// Whether nothing but white space, or the mark of a quotation, shares the lines of `range`.
    pub fn is_alone(&self, range: &Range<usize>) -> bool {
        let before = self.text[..range.start].rsplit('\n').next().unwrap_or("");
        let after = self.text[range.end..].split('\n').next().unwrap_or("");
        before.chars().all(|c| c == ' ' || c == '>') && after.trim().is_empty()
    }

    /// `predict`, `answer` and `/predict` come in this order.
    fn check_pairs(&self, found: &[Placed], problems: &mut Problems) {
        const ORDER: &str = "the order is {{#predict Question?}}, {{#answer}}, {{/predict}}";
        let mut open: Option<(usize, bool)> = None;
        for placed in found {
            let at = placed.range.start;
            match (&placed.directive, open) {
                (Directive::Predict { .. }, None) => open = Some((at, false)),
                (Directive::Answer, Some((start, false))) => open = Some((start, true)),
                (Directive::EndPredict, Some((_, true))) => open = None,
                (Directive::Predict { .. }, Some((start, _))) => {
                    let line = line_of(&self.text, start);
                    problems.push(self.problem(at, format!("a question inside the question of line {line}"), ORDER));
                    open = Some((at, false));
                }
                (Directive::Answer, _) => problems.push(self.problem(at, "an answer to no question", ORDER)),
                (Directive::EndPredict, _) => {
                    problems.push(self.problem(at, "`{{/predict}}` ends no answer", ORDER));
                    open = None;
                }
                _ => {}
            }
        }
        if let Some((start, _)) = open {
            problems.push(self.problem(start, "this question is not closed", ORDER));
        }
    }

    /// The Markdown events of the chapter as mdBook reads it, with their places.
    pub fn events(&self) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
        parser(&self.text).into_offset_iter()
    }
}

/// The parser with mdBook's own settings.
pub fn parser(text: &str) -> Parser<'_> {
    new_cmark_parser(text, &MarkdownOptions::default())
}

/// The length of a directive that starts `text`; directives can stand in the caption of another one.
fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        if text[at..].starts_with("{{#") {
            depth += 1;
            at += 3;
        } else if text[at..].starts_with("}}") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    None
}

/// Where code stands, in the text or in blocks: no directive is read there.
fn code_ranges(text: &str) -> Vec<Range<usize>> {
    parser(text)
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))))
        .map(|(_, range)| range)
        .collect()
}
