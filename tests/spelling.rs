//! The words of the finished pages are spelled as the dictionary in `tests/spelling` has them, or are in its list of our own.
//!
//! Pages, not sources: so what contracts, figures and appendices say is read too. Code is not English, and is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use book::build::{Destination, build_into};
use every_interleaving::root;
use regex::Regex;
use scraper::{ElementRef, Html, Node, Selector};
use spellbook::Dictionary;

/// Elements whose text is code, or what a program printed.
const CODE: [&str; 5] = ["code", "pre", "samp", "script", "style"];
/// Classes of such elements: paths, and monospaced words in figures.
const CODE_CLASSES: [&str; 3] = ["listing-path", "fig-mono", "hljs"];

fn dictionary() -> Dictionary {
    let read =
        |name: &str| std::fs::read_to_string(root().join("tests/spelling").join(name)).unwrap();
    Dictionary::new(&read("en_US.aff"), &read("en_US.dic")).unwrap()
}

/// Names, terms and abbreviations that no dictionary has, one on each line.
fn own_words() -> BTreeSet<String> {
    let list = std::fs::read_to_string(root().join("tests/spelling/words.txt")).unwrap();
    list.lines().map(str::to_owned).collect()
}

/// Every word of a page's text, with what stands around it.
fn words(page: &str) -> Vec<(String, String)> {
    let page = Html::parse_document(page);
    let main = Selector::parse("main").unwrap();
    let mut texts = Vec::new();
    page.select(&main)
        .for_each(|main| texts_of(main, &mut texts));
    let word = Regex::new(r"[\p{L}\p{N}_][\p{L}\p{N}_'’]*").unwrap();
    let mut found = Vec::new();
    for text in texts {
        // An address in the text is no word.
        for piece in text
            .split_whitespace()
            .filter(|piece| !piece.contains("://") && !piece.contains("::"))
        {
            for word in word.find_iter(piece) {
                let word = word.as_str().replace('’', "'");
                let word = word.trim_end_matches('\'').trim_end_matches("'s");
                found.push((word.to_owned(), text.trim().chars().take(80).collect()));
            }
        }
    }
    found
}

fn texts_of(element: ElementRef, texts: &mut Vec<String>) {
    let value = element.value();
    // A listing is named by its program.
    let is_listing = value
        .attr("href")
        .is_some_and(|link| link.contains("#listing-") || link.contains("#exercise-"));
    if is_listing
        || CODE.contains(&value.name())
        || CODE_CLASSES
            .iter()
            .any(|class| value.classes().any(|one| one == *class))
    {
        return;
    }
    for child in element.children() {
        match child.value() {
            Node::Text(text) => texts.push(text.to_string()),
            Node::Element(_) => texts_of(ElementRef::wrap(child).unwrap(), texts),
            _ => {}
        }
    }
}

/// Whether it is a number, a name of a program's part, or an abbreviation, and not a word of English.
fn is_name(word: &str) -> bool {
    let inner_capital = word.chars().skip(1).any(char::is_uppercase);
    word.chars().any(|c| c.is_numeric() || c == '_') || inner_capital || word.chars().count() == 1
}

fn pages() -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let destination = Destination {
        folder: Some(folder.path().to_owned()),
        live_reload: None,
    };
    let folder = build_into(root(), false, &destination).unwrap();
    let is_page = |path: &Path| path.extension().is_some_and(|kind| kind == "html");
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    // print.html has the same texts once more.
    let chapters = entries.filter(|path| is_page(path) && !path.ends_with("print.html"));
    chapters
        .map(|path| {
            (
                path.file_name().unwrap().display().to_string(),
                std::fs::read_to_string(path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn every_word_is_spelled_as_a_dictionary_has_it() {
    let (dictionary, own) = (dictionary(), own_words());
    let mut used = BTreeSet::new();
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    for (page, text) in pages() {
        for (word, around) in words(&text) {
            if is_name(&word) || dictionary.check(&word) {
                continue;
            }
            let lower = word.to_lowercase();
            match [&word, &lower].into_iter().find(|word| own.contains(*word)) {
                Some(known) => drop(used.insert(known.clone())),
                None => drop(
                    wrong
                        .entry(word.clone())
                        .or_insert(format!("{page}: {around}")),
                ),
            }
        }
    }
    let mut told: Vec<String> = wrong
        .iter()
        .map(|(word, place)| format!("{word}\t{place}"))
        .collect();
    told.extend(
        own.difference(&used)
            .map(|word| format!("{word}\ttests/spelling/words.txt: no page needs it; delete it")),
    );
    assert!(
        told.is_empty(),
        "{} words; mend them, or add them to tests/spelling/words.txt:\n{}",
        told.len(),
        told.join("\n")
    );
}

#[test]
fn the_list_is_in_order_and_lists_nothing_twice() {
    let list = std::fs::read_to_string(root().join("tests/spelling/words.txt")).unwrap();
    let words: Vec<&str> = list.lines().collect();
    let in_order = words
        .windows(2)
        .all(|pair| (pair[0].to_lowercase(), pair[0]) < (pair[1].to_lowercase(), pair[1]));
    assert!(
        in_order,
        "sort tests/spelling/words.txt, without regard to case"
    );
}

#[test]
fn code_and_names_are_left_out() {
    let found: Vec<String> = words(
        "<main><p>Two <code>thrd</code> teh <samp>x</samp> Rust’s x86 std::sync::Mutex https://a.b/wrod</main>",
    )
    .into_iter()
    .map(|(word, _)| word)
    .filter(|word| !is_name(word))
    .collect();
    assert_eq!(found, ["Two", "teh", "Rust"]);
}
