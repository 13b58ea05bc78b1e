//! Where the notes went: every item of the study notes that the book grew from, and the place that teaches it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Overview;
use crate::render::text::{escape, inline};

/// One item, or one erratum.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Which kind of thing it is in the notes: a concept, a listing, an output, …. Errata have none.
    pub kind: Option<String>,
    /// What it is about; of an erratum, what the notes say.
    pub title: String,
    /// The chapter that is to teach it.
    pub chapter: String,
}

/// All of them, by id.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// What the notes teach.
    pub items: BTreeMap<String, Item>,
    /// What they get wrong.
    pub errata: BTreeMap<String, Item>,
}

/// The notes, from `data/notes.toml`.
pub static NOTES: LazyLock<Notes> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/notes.toml")).expect("data/notes.toml is committed, and a test reads it")
});

impl Notes {
    /// The item or erratum of this id.
    pub fn get(&self, id: &str) -> Option<&Item> {
        self.items.get(id).or_else(|| self.errata.get(id))
    }

    /// All ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.items.keys().chain(self.errata.keys()).map(String::as_str)
    }
}

/// `{{#appendix notes}}`.
pub fn page(overview: &Overview) -> String {
    let marks = overview.marks();
    let placed = |items: &BTreeMap<String, Item>| items.keys().filter(|id| marks.contains_key(id.as_str())).count();
    let mut page = format!(
        "Of {} items, {} are taught in the chapters that are written; of {} errata, {}. The others have their chapter-to-be beside them.\n\n",
        NOTES.items.len(),
        placed(&NOTES.items),
        NOTES.errata.len(),
        placed(&NOTES.errata)
    );
    for note in ["N000", "N001", "N002", "N003", "N004"] {
        let chapter = |id: &str| id.split('-').next() == Some(note);
        let items: Vec<_> = NOTES.items.iter().filter(|(id, _)| chapter(id)).collect();
        let _ = write!(page, "## {note}\n\n{}", table(overview, &items, "What it is about"));
    }
    let errata: Vec<_> = NOTES.errata.iter().collect();
    let _ = write!(
        page,
        "## Errata\n\nWhat the notes say and what is not so. The chapters say what is.\n\n{}",
        table(overview, &errata, "What the notes say")
    );
    page
}

fn table(overview: &Overview, items: &[(&String, &Item)], what: &str) -> String {
    let marks = overview.marks();
    let mut table = format!(
        "<div class=\"table-wrapper\"><table class=\"placed\"><thead><tr><th scope=\"col\">Item</th><th scope=\"col\">{what}</th><th scope=\"col\">Where</th></tr></thead><tbody>"
    );
    for (id, item) in items {
        let places = match marks.get(id.as_str()) {
            Some(places) => {
                let links = places.iter().map(|(chapter, _)| {
                    format!(
                        "<a href=\"{}.html#{}\">{}</a>",
                        chapter.name,
                        escape(id),
                        escape(&overview.titles[chapter.name.as_str()])
                    )
                });
                links.collect::<Vec<_>>().join(", ")
            }
            None => format!("<span class=\"to-come\">to come: {}</span>", escape(&item.chapter)),
        };
        let kind =
            item.kind.as_ref().map(|kind| format!("<span class=\"kind\">{}</span> ", escape(kind))).unwrap_or_default();
        let _ = write!(table, "<tr><td>{id}</td><td>{kind}{}</td><td>{places}</td></tr>", inline(&item.title));
    }
    table.push_str("</tbody></table></div>\n\n");
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notes_are_complete() {
        assert_eq!(NOTES.items.len(), 438);
        assert_eq!(NOTES.errata.len(), 241);
        assert!(NOTES.items.keys().all(|id| id.starts_with('N')));
        assert!(NOTES.errata.keys().all(|id| id.starts_with('E')));
    }

    #[test]
    fn every_title_is_a_line_of_its_own() {
        for id in NOTES.ids() {
            let item = NOTES.get(id).unwrap();
            assert!((8..=140).contains(&item.title.chars().count()), "{id}: {}", item.title);
            assert!(!item.title.contains(['\n', '|']) || item.title.contains('`'), "{id}: {}", item.title);
        }
    }
}
