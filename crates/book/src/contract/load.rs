//! Reads every `contracts.toml`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::fields::Fields;
use super::files;
use super::source::{Key, Source, in_order};
use super::{Catalogue, Chapter, Exercise, Language, Listing};
use crate::problem::{Problem, Problems};

/// The table that holds a chapter's exercises, and so no name for a listing.
const EXERCISES: &str = "exercises";

pub(super) fn catalogue(root: &Path) -> (Catalogue, Problems) {
    let mut problems = Problems::default();
    let mut chapters = Vec::new();
    for name in files::names(&root.join("listings"), "") {
        let folder = Path::new("listings").join(&name);
        if root.join(&folder).join("Cargo.toml").is_file() {
            chapters.push(chapter(root, &name, &mut problems));
        } else if root.join(&folder).is_dir() {
            problems.push(Problem::new(
                folder,
                0,
                "this folder is no package",
                "give it a Cargo.toml like the one of first-threads, or delete it",
            ));
        }
    }
    let catalogue = Catalogue { root: root.to_owned(), chapters };
    unique_names(&catalogue, &mut problems);
    (catalogue, problems)
}

/// `cargo run --bin NAME` must mean one program, so that no name may stand in two chapters.
fn unique_names(catalogue: &Catalogue, problems: &mut Problems) {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    let listings = catalogue.listings().map(|listing| (&listing.name, &listing.chapter, listing.line));
    let exercises = catalogue.exercises().map(|exercise| (&exercise.name, &exercise.chapter, exercise.line));
    for (name, chapter, line) in listings.chain(exercises) {
        if let Some(other) = owners.insert(name, chapter) {
            problems.push(Problem::new(
                contracts_file(chapter),
                line,
                format!("`{name}` is also a name in `{other}`"),
                "rename one of the two: names are unique in the whole book",
            ));
        }
    }
}

fn chapter(root: &Path, name: &str, problems: &mut Problems) -> Chapter {
    let file = contracts_file(name);
    let text = match std::fs::read_to_string(root.join(&file)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            problems.push(Problem::new(&file, 0, format!("cannot be read: {error}"), "make it a UTF-8 text file"));
            String::new()
        }
    };
    let mut chapter = Chapter { name: name.to_owned(), listings: Vec::new(), exercises: Vec::new() };
    let mut source = Source { file: &file, text: &text, problems };
    let (document, errors) = DeTable::parse_recoverable(&text);
    for error in errors {
        let at = error.span().unwrap_or_default();
        source.problem(at, format!("is no TOML: {}", error.message().replace('\n', ", ")), "mend the syntax");
    }
    for (key, value) in in_order(document.get_ref()) {
        let Some(table) = source.table(key, value) else {
            continue;
        };
        if key.get_ref() == EXERCISES {
            for (key, value) in in_order(table) {
                let Some(table) = source.table(key, value) else {
                    continue;
                };
                chapter.exercises.extend(exercise(root, name, key, table, &mut source));
            }
        } else {
            chapter.listings.extend(listing(name, key, table, &mut source));
        }
    }
    files::compare(root, &chapter, &mut source);
    chapter
}

fn contracts_file(chapter: &str) -> PathBuf {
    Path::new("listings").join(chapter).join("contracts.toml")
}

fn listing(chapter: &str, key: &Key, table: &DeTable, source: &mut Source) -> Option<Listing> {
    let name = valid_name(key, source)?;
    let mut programs = BTreeMap::new();
    let caption = table.get("caption").and_then(|value| value.get_ref().as_str()).map(str::to_owned);
    let twin = |key: &str| match key {
        "c" => Some(Language::C),
        "python" => Some(Language::Python),
        _ => None,
    };
    let mut twins = Vec::new();
    let mut own: Vec<_> = in_order(table);
    own.retain(|(key, value)| match twin(key.get_ref()) {
        Some(language) => {
            twins.push((language, *key, *value));
            false
        }
        None => true,
    });
    let only_caption = own.iter().all(|(key, _)| key.get_ref() == "caption");
    // A table with nothing but a caption and twins stands for a program that Rust does not have.
    if twins.is_empty() || !only_caption {
        programs.insert(Language::Rust, Fields::new(&name, key.span(), own, source).contract(None, Language::Rust));
    }
    for (language, key, value) in twins {
        let Some(table) = value.get_ref().as_table() else {
            source.problem(
                key.span(),
                format!("`{}` is no table", key.get_ref()),
                format!("write `[{name}.{}]` and the twin's contract below it", key.get_ref()),
            );
            continue;
        };
        let id = format!("{name}{}", language.suffix());
        let fields = Fields::new(&id, key.span(), in_order(table), source);
        programs.insert(language, fields.contract(caption.clone(), language));
    }
    Some(Listing { chapter: chapter.to_owned(), line: source.line(key.span()), name, programs })
}

fn exercise(root: &Path, chapter: &str, key: &Key, table: &DeTable, source: &mut Source) -> Option<Exercise> {
    let name = valid_name(key, source)?;
    let prefix = format!("{name}-wrong-");
    let mut entries = in_order(table);
    // The files' names imply these; a contract may say them all the same, for the reader's sake.
    entries.retain(|(key, _)| !["starter", "solution", "wrong"].contains(&key.get_ref().as_ref()));
    let judge = Fields::new(&name, key.span(), entries, source).contract(None, Language::Rust);
    if judge.is_refused() {
        source.problem(
            key.span(),
            format!("the exercise `{name}` must be refused, and then nothing is left to judge"),
            "let the solution compile and run",
        );
    }
    let examples = Path::new("listings").join(chapter).join("examples");
    let wrong =
        files::names(&root.join(examples), ".rs").into_iter().filter(|file| file.starts_with(&prefix)).collect();
    Some(Exercise { chapter: chapter.to_owned(), line: source.line(key.span()), name, judge, wrong })
}

fn valid_name(key: &Key, source: &mut Source) -> Option<String> {
    let name = key.get_ref();
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let valid = name.split('-').all(word);
    if !valid {
        source.problem(
            key.span(),
            format!("`{name}` is no name for a program"),
            "use lower-case words and digits with `-` between them",
        );
    }
    valid.then(|| name.to_string())
}
