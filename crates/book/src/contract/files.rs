//! Compares contracts with the files beside them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Chapter;
use super::source::Source;
use crate::problem::Problem;

/// Every contract has its program, every program its contract, every exercise its solution.
pub fn compare(root: &Path, chapter: &Chapter, source: &mut Source) {
    let folder = chapter.folder();
    let mut known: BTreeSet<PathBuf> = BTreeSet::new();
    let mut expect = |source: &mut Source, path: PathBuf, line: usize, what: String, mend: String| {
        if !root.join(&path).is_file() {
            source.problems.push(Problem::new(source.file, line, format!("{what}: no {}", path.display()), mend));
        }
        known.insert(path);
    };
    for listing in &chapter.listings {
        for (&language, contract) in &listing.programs {
            expect(
                source,
                listing.source(language),
                contract.line,
                format!("`{}` has a contract and no {language} program", listing.id(language)),
                "write it, or delete the contract".to_owned(),
            );
        }
    }
    for exercise in &chapter.exercises {
        let name = &exercise.name;
        let (what, mend) =
            (format!("the exercise `{name}` has no starter"), "write what the reader begins with".to_owned());
        expect(source, exercise.starter(), exercise.line, what, mend);
        let (what, mend) = (format!("the exercise `{name}` has no solution"), "write one".to_owned());
        expect(source, exercise.solution(), exercise.line, what, mend);
        for wrong in exercise.wrong() {
            expect(source, wrong, exercise.line, String::new(), String::new());
        }
    }
    let kinds = [("src/bin", ".rs"), ("refused", ".rs"), ("twins", ".c"), ("twins", ".py"), ("examples", ".rs")];
    for (inside, extension) in kinds {
        for name in names(&root.join(&folder).join(inside), extension) {
            let path = folder.join(inside).join(format!("{name}{extension}"));
            if known.contains(&path) {
                continue;
            }
            let table = match extension {
                ".c" => format!("[{name}.c]"),
                ".py" => format!("[{name}.python]"),
                _ if inside == "examples" => format!("[exercises.{name}]"),
                _ => format!("[{name}]"),
            };
            let mend = match inside {
                "refused" => format!("add `{table}` with `refused = {{ … }}` to {}", source.file.display()),
                _ => format!("add `{table}` to {}, or delete the program", source.file.display()),
            };
            source.problems.push(Problem::new(path, 0, "a program without a contract", mend));
        }
    }
    let recordings: BTreeSet<PathBuf> = chapter
        .listings
        .iter()
        .flat_map(|listing| {
            listing.programs.iter().filter(|(_, c)| c.record.is_some()).map(|(&l, _)| listing.recording(l))
        })
        .collect();
    for name in names(&root.join(&folder).join("recordings"), ".json") {
        let path = folder.join("recordings").join(format!("{name}.json"));
        if !recordings.contains(&path) {
            let mend = "delete it, or give its listing `record = …`";
            source.problems.push(Problem::new(path, 0, "a recording of nothing that is recorded", mend));
        }
    }
}

/// The names in a folder that end so, without the ending, in alphabetical order; none where there is no such folder.
pub fn names(folder: &Path, ending: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter(|name| !name.starts_with('.'))
        .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
        .collect();
    names.sort();
    names
}
