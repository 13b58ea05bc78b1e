//! The rules that need more than one file: terms and their glossary, marks of the notes, links, the parts of a chapter, and
//! numbers typed by hand.

use std::collections::{BTreeMap, BTreeSet};

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};

use crate::appendix::Overview;
use crate::appendix::notes::NOTES;
use crate::contract::Language;
use crate::markup::directive::{Target, did_you_mean};
use crate::markup::{Chapter, Directive, Placed, rules};
use crate::problem::{Problem, Problems};
use crate::render::Sources;
use crate::render::number::held;

/// Holds the book to all of them.
pub fn check(overview: &Overview, sources: &Sources, problems: &mut Problems) {
    terms(overview, sources, problems);
    marks(overview, problems);
    links(overview, sources, problems);
    for (chapter, directives) in overview.pages() {
        if is_taught(chapter, sources) {
            parts(chapter, directives, problems);
        }
        typed_numbers(chapter, directives, sources, problems);
    }
}

/// Whether it is a chapter that teaches: a numbered one with listings.
fn is_taught(chapter: &Chapter, sources: &Sources) -> bool {
    chapter.numbered && sources.catalogue.chapter(&chapter.name).is_some()
}

/// A term is bold once in the book, and has its entry in the glossary.
fn terms(overview: &Overview, sources: &Sources, problems: &mut Problems) {
    let Some(glossary) = overview.chapters.iter().find(|chapter| chapter.name == "glossary") else { return };
    let entries = rules::glossary(glossary);
    let mut defined: BTreeMap<String, String> = BTreeMap::new();
    for chapter in overview.chapters.iter().filter(|chapter| is_taught(chapter, sources)) {
        for term in rules::terms(chapter) {
            let known = rules::comparable(&term.text);
            let singular = known.strip_suffix('s').filter(|singular| entries.contains_key(*singular));
            let known = singular.map_or_else(|| known.clone(), str::to_owned);
            let here = chapter.problem(term.at, "", "");
            if !entries.contains_key(&known) {
                let mend = did_you_mean(&known, entries.keys().map(String::as_str));
                problems.push(chapter.problem(
                    term.at,
                    format!("the bold term `{}` is not in the glossary", term.text),
                    format!("{mend}define it in src/glossary.md, or set it in italics if it is no term"),
                ));
            } else if let Some(first) = defined.get(&known) {
                problems.push(chapter.problem(
                    term.at,
                    format!("the term `{}` is bold a second time, after {first}", term.text),
                    "a term is bold once, where it is defined",
                ));
            } else {
                defined.insert(known, format!("{}:{}", here.file.display(), here.line));
            }
        }
    }
    let mut last: Option<(&String, usize)> = None;
    let mut in_order: Vec<(&String, usize)> = entries.iter().map(|(entry, at)| (entry, *at)).collect();
    in_order.sort_by_key(|(_, at)| *at);
    for (entry, at) in in_order {
        if let Some((before, _)) = last.filter(|(before, _)| *before > entry) {
            problems.push(glossary.problem(
                at,
                format!("`{entry}` comes after `{before}`"),
                "the glossary is in alphabetical order",
            ));
        }
        last = Some((entry, at));
    }
}

/// Marks name items that there are, and a chapter that is written has a place for all that it is to teach.
fn marks(overview: &Overview, problems: &mut Problems) {
    for (chapter, directives) in overview.pages() {
        for placed in directives {
            let Directive::Notes { ids } = &placed.directive else { continue };
            for id in ids.iter().filter(|id| NOTES.get(id).is_none()) {
                problems.push(chapter.problem(
                    placed.range.start,
                    format!("the notes have no item `{id}`"),
                    format!("{}the items are in crates/book/data/notes.toml", did_you_mean(id, NOTES.ids())),
                ));
            }
        }
    }
    let marks = overview.marks();
    for chapter in overview.chapters {
        for (id, item) in NOTES.items.iter().filter(|(_, item)| item.chapter == chapter.name) {
            if !marks.contains_key(id.as_str()) {
                problems.push(Problem::new(
                    &chapter.file,
                    0,
                    format!("the notes' item {id} has no place: {}", item.title),
                    format!("teach it and mark the place: {{{{#notes {id}}}}}"),
                ));
            }
        }
    }
}

/// A link within the book leads somewhere.
fn links(overview: &Overview, sources: &Sources, problems: &mut Problems) {
    let ids: BTreeMap<&str, BTreeSet<String>> =
        overview.pages().map(|(chapter, directives)| (chapter.name.as_str(), ids(chapter, directives))).collect();
    for chapter in overview.chapters {
        for (event, range) in chapter.events() {
            let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
            if dest_url.contains("://") || dest_url.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = dest_url.split_once('#').unwrap_or((&dest_url, ""));
            let page = path.strip_suffix(".md").or_else(|| path.strip_suffix(".html"));
            let target = if path.is_empty() { Some(chapter.name.as_str()) } else { page };
            match target.and_then(|name| ids.get_key_value(name)) {
                None if target.is_none() && sources.root.join("src").join(path).is_file() => {}
                None => {
                    let mend = did_you_mean(target.unwrap_or(path), ids.keys().copied());
                    problems.push(chapter.problem(
                        range.start,
                        format!("the link to `{dest_url}` leads nowhere"),
                        format!("{mend}link to a chapter that is written: [text](chapter.md)"),
                    ));
                }
                Some((name, known)) if !anchor.is_empty() && !known.contains(anchor) => {
                    let mend = did_you_mean(anchor, known.iter().map(String::as_str));
                    problems.push(chapter.problem(
                        range.start,
                        format!("the chapter `{name}` has no place `#{anchor}`"),
                        format!("{mend}a heading's place is its text in lower case, with hyphens"),
                    ));
                }
                Some(_) => {}
            }
        }
    }
}

/// The places of a chapter that can be linked to: headings, terms of a glossary, listings and exercises.
fn ids(chapter: &Chapter, directives: &[Placed]) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut titles: Vec<String> = rules::sections(chapter).into_iter().map(|(_, title, _)| title).collect();
    titles.extend(rules::glossary(chapter).into_keys());
    for title in titles {
        // As mdBook makes them: letters, digits, `_` and `-` in lower case, white space as hyphens, numbered when repeated.
        let id: String = title
            .trim()
            .to_lowercase()
            .chars()
            .filter_map(|c| {
                if c.is_alphanumeric() || c == '_' || c == '-' {
                    Some(c)
                } else if c.is_whitespace() {
                    Some('-')
                } else {
                    None
                }
            })
            .collect();
        let unique = (0..).map(|n| if n == 0 { id.clone() } else { format!("{id}-{n}") }).find(|id| !ids.contains(id));
        ids.extend(unique);
    }
    for placed in directives {
        match &placed.directive {
            Directive::Listing { target, bare: false, .. } => ids.insert(format!("listing-{}", target.name)),
            Directive::Exercise { target } => ids.insert(format!("exercise-{}", target.name)),
            Directive::Notes { ids: marks } => {
                ids.extend(marks.iter().cloned());
                true
            }
            _ => true,
        };
    }
    ids
}

/// What a chapter must have.
fn parts(chapter: &Chapter, directives: &[Placed], problems: &mut Problems) {
    let has = |wanted: fn(&Directive) -> bool| directives.iter().any(|placed| wanted(&placed.directive));
    let mut quiet = Problems::default();
    let callouts = rules::callouts(chapter, &mut quiet);
    let callout = |kind| callouts.iter().any(|callout| callout.kind == kind);
    let sections = rules::sections(chapter);
    let section = |title: &str| sections.iter().any(|(_, section, _)| section == title);
    let missing = [
        (
            has(|d| matches!(d, Directive::Predict { .. })),
            "a question to the reader",
            "{{#predict Question?}}, early on",
        ),
        (has(|d| matches!(d, Directive::Listing { .. })), "a listing", "{{#listing CHAPTER/NAME}}"),
        (has(|d| matches!(d, Directive::Figure { .. })), "a figure", "{{#figure CHAPTER/NAME Caption.}}"),
        (
            callout(rules::CalloutKind::Folklore),
            "a piece of folklore put right",
            "> **Folklore.** \"…\", and then what is true",
        ),
        (callout(rules::CalloutKind::Cost), "what it costs", "> **Cost.** … with measured numbers"),
        (has(|d| matches!(d, Directive::Exercise { .. })), "an exercise", "{{#exercise CHAPTER/NAME}}"),
        (section("In short"), "a section `In short`", "## In short"),
        (section(rules::READ_ON), "a section `Where to read on`", "## Where to read on, with exact references"),
    ];
    for (_, what, mend) in missing.into_iter().filter(|(found, ..)| !found) {
        problems.push(Problem::new(&chapter.file, 0, format!("the chapter lacks {what}"), mend));
    }
}

/// A number of three or more significant digits that a recording holds is inserted from it, not typed: in a paragraph that
/// already inserts one of its numbers, and in the one right after its listing.
fn typed_numbers(chapter: &Chapter, directives: &[Placed], sources: &Sources, problems: &mut Problems) {
    let mut after: Option<&Target> = None;
    let mut paragraph: Option<usize> = None;
    let mut numbers: Vec<(f64, usize, String)> = Vec::new();
    for (event, range) in chapter.events() {
        match event {
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell) => {
                paragraph = Some(range.start);
                numbers.clear();
            }
            Event::Text(text) if paragraph.is_some() => {
                let directive_free = |at: usize| !directives.iter().any(|placed| placed.range.contains(&at));
                numbers.extend(
                    numerals(&text)
                        .into_iter()
                        .map(|(value, at, shown)| (value, range.start + at, shown))
                        .filter(|(_, at, _)| directive_free(*at)),
                );
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => {
                let Some(start) = paragraph.take() else { continue };
                let inside =
                    directives.iter().filter(|placed| placed.range.start >= start && placed.range.end <= range.end);
                let mut targets: Vec<&Target> = Vec::new();
                let mut listing = None;
                for placed in inside {
                    match &placed.directive {
                        Directive::Recorded { target, .. } => targets.push(target),
                        Directive::Listing { target, .. } => listing = Some(target),
                        _ => {}
                    }
                }
                targets.extend(after);
                for (value, at, shown) in &numbers {
                    let held_by = targets.iter().find(|target| holds(sources, target, *value));
                    if let Some(target) = held_by {
                        problems.push(chapter.problem(
                            *at,
                            format!("the number {shown} is typed by hand, and the recording of `{target}` holds it"),
                            format!("insert it: {{{{#recorded {target} …}}}}"),
                        ));
                    }
                }
                numbers.clear();
                after = listing;
            }
            _ => {}
        }
    }
}

fn holds(sources: &Sources, target: &Target, value: f64) -> bool {
    let Some(listing) = sources.catalogue.listing(&target.chapter, &target.name) else { return false };
    let languages: Vec<Language> = match target.language {
        Language::Rust => listing.programs.keys().copied().collect(),
        only => vec![only],
    };
    languages.into_iter().any(|language| {
        let (Some(contract), Ok(recording)) = (listing.contract(language), sources.recording(listing, language)) else {
            return false;
        };
        recording.as_ref().as_ref().is_some_and(|recording| held(recording, contract).contains(&value))
    })
}

/// The numbers in a text with three or more significant digits, their places, and how they are written.
fn numerals(text: &str) -> Vec<(f64, usize, String)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit()
                || (matches!(bytes[at], b',' | b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)))
        {
            at += 1;
        }
        let shown = &text[start..at];
        let plain = shown.replace(',', "");
        let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_start_matches('0');
        let significant = if plain.contains('.') { digits.len() } else { digits.trim_end_matches('0').len() };
        if let Ok(value) = plain.parse::<f64>()
            && significant >= 3
        {
            found.push((value, start, shown.to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_as_people_write_them() {
        let found: Vec<(f64, String)> = numerals("In 10,000 runs, 9,312 were 2; 0.0187 s, 1.5 and 121.")
            .into_iter()
            .map(|(v, _, s)| (v, s))
            .collect();
        assert_eq!(found, [(9312.0, "9,312".to_owned()), (0.0187, "0.0187".to_owned()), (121.0, "121".to_owned())]);
    }
}
