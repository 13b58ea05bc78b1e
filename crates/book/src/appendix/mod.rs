//! The pages that the tool writes: `{{#appendix notes}}`, `claims`, `folklore` and `reading`.

pub mod claims;
pub mod gathered;
pub mod notes;

use std::collections::BTreeMap;

use crate::markup::{Chapter, Directive, Placed};

/// What is known of the whole book when a page is written.
pub struct Overview<'a> {
    /// All chapters, in the order of reading.
    pub chapters: &'a [Chapter],
    /// The directives of each.
    pub directives: Vec<Vec<Placed>>,
    /// The titles of chapters by name; those of drafts are not known.
    pub titles: BTreeMap<&'a str, String>,
}

impl<'a> Overview<'a> {
    /// Looks through all chapters.
    pub fn new(chapters: &'a [Chapter], directives: Vec<Vec<Placed>>) -> Self {
        let titles = chapters.iter().map(|chapter| {
            let sections = crate::markup::rules::sections(chapter);
            let title = sections.into_iter().next().map_or_else(|| chapter.name.clone(), |(_, title, _)| title);
            (chapter.name.as_str(), title)
        });
        Self { titles: titles.collect(), chapters, directives }
    }

    /// The chapters with their directives.
    pub fn pages(&self) -> impl Iterator<Item = (&'a Chapter, &[Placed])> {
        self.chapters.iter().zip(self.directives.iter().map(Vec::as_slice))
    }

    /// Where each item of the notes is marked: chapter by chapter, the first mark in each.
    pub fn marks(&self) -> BTreeMap<&str, Vec<(&'a Chapter, &Placed)>> {
        let mut marks: BTreeMap<&str, Vec<(&Chapter, &Placed)>> = BTreeMap::new();
        for (chapter, directives) in self.pages() {
            for placed in directives {
                let Directive::Notes { ids } = &placed.directive else { continue };
                for id in ids {
                    let places = marks.entry(id).or_default();
                    if places.last().is_none_or(|(last, _)| last.name != chapter.name) {
                        places.push((chapter, placed));
                    }
                }
            }
        }
        marks
    }

    /// The first chapter that shows the listing, or at least what it printed; and whether its code is there.
    pub fn page_of(&self, chapter: &str, name: &str) -> Option<(&'a Chapter, bool)> {
        let first = |code: bool| {
            self.pages().find(|(_, directives)| {
                directives.iter().any(|placed| match &placed.directive {
                    Directive::Listing { target, bare: false, .. } => target.chapter == chapter && target.name == name,
                    Directive::Plot { target, .. }
                    | Directive::Output { target, .. }
                    | Directive::Recorded { target, .. } => !code && target.chapter == chapter && target.name == name,
                    _ => false,
                })
            })
        };
        first(true).map(|(page, _)| (page, true)).or_else(|| first(false).map(|(page, _)| (page, false)))
    }
}
