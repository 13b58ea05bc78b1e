//! Refusals, shown the way rustc shows its errors.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use interleave::Refusal;

/// Shows all refusals of a file.
pub fn show(name: &str, source: &str, refusals: &[Refusal]) {
    let renderer = Renderer::styled().term_width(super::paint::width());
    for refusal in refusals {
        let at = offset(source, refusal.line, refusal.column);
        let end = at + source[at..].chars().next().map_or(0, |c| if c == '\n' { 0 } else { word(&source[at..]) });
        // A line as long as a book is no help.
        let line_start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = source[at..].find('\n').map_or(source.len(), |newline| at + newline);
        let mut group =
            Level::ERROR.primary_title(clean(&refusal.reason)).elements(Vec::<annotate_snippets::Element>::new());
        if line_end - line_start <= 400 {
            group = group.element(Snippet::source(source).path(name).annotation(AnnotationKind::Primary.span(at..end)));
        } else {
            group = group
                .element(Level::NOTE.message(format!("in {name}, line {}, column {}", refusal.line, refusal.column)));
        }
        if !refusal.rewrite.is_empty() {
            group = group.element(Level::HELP.message(clean(&refusal.rewrite)));
        }
        anstream::eprintln!("{}\n", renderer.render(&[group]));
    }
    let count = refusals.len();
    let (them, s) = if count == 1 { ("it", "") } else { ("them", "s") };
    anstream::eprintln!("{name}: {count} refusal{s}; rustc may take {them}, the explorer does not");
}

/// Where a line and column (from 1, in characters) are in the text, in bytes; its end, if it has no such place.
fn offset(source: &str, line: u32, column: u32) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match source[start..].find('\n') {
            Some(newline) => start += newline + 1,
            None => return source.len(),
        }
    }
    let rest = &source[start..];
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let inside = line.char_indices().nth(column as usize - 1).map_or(line.len(), |(at, _)| at);
    start + inside
}

/// How long the word is with which the text begins, in bytes; at least one character.
fn word(text: &str) -> usize {
    let letters = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    if letters == 0 { text.chars().next().map_or(0, char::len_utf8) } else { letters }
}

fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
