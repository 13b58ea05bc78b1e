//! What every chapter owes its reader, counted: listings, figures, a question, exercises that refuse plausible mistakes, a
//! measurement under what it costs. And no chapter is a draft.

use std::collections::BTreeSet;
use std::fs;

use book::build::{chapters, load};
use book::contract::Catalogue;
use book::markup::{Chapter, Directive};
use book::problem::Problems;
use every_interleaving::root;

/// The least of each.
const LISTINGS: usize = 6;
const FIGURES: usize = 2;
const EXERCISES: usize = 3;
const WRONG_SOLUTIONS: usize = 2;

fn numbered() -> Vec<Chapter> {
    let book = load(root(), &mut Problems::default()).unwrap();
    chapters(&book)
        .into_iter()
        .filter(|chapter| chapter.numbered)
        .collect()
}

/// How many different targets of a kind a chapter names.
fn count(directives: &[Directive], target: impl Fn(&Directive) -> Option<String>) -> usize {
    directives
        .iter()
        .filter_map(target)
        .collect::<BTreeSet<_>>()
        .len()
}

#[test]
fn every_chapter_has_what_it_owes() {
    let (catalogue, _) = Catalogue::load(root());
    let mut owed = Vec::new();
    for chapter in numbered() {
        let placed = chapter.directives(&mut Problems::default());
        let directives: Vec<Directive> =
            placed.into_iter().map(|placed| placed.directive).collect();
        let listings = count(&directives, |d| match d {
            Directive::Listing { target, .. } => Some(target.to_string()),
            _ => None,
        });
        let figures = count(&directives, |d| match d {
            Directive::Figure { target, .. } => Some(target.to_string()),
            _ => None,
        });
        let exercises = count(&directives, |d| match d {
            Directive::Exercise { target } => Some(target.to_string()),
            _ => None,
        });
        let questions = directives
            .iter()
            .filter(|d| matches!(d, Directive::Predict { .. }))
            .count();
        // The word on the cost may stand after its numbers.
        let measured =
            |d: &Directive| matches!(d, Directive::Recorded { .. } | Directive::Plot { .. });
        let is_measured = chapter.text.contains("\n> **Cost.**") && directives.iter().any(measured);
        let name = &chapter.name;
        for (found, least, what) in [
            (listings, LISTINGS, "listings"),
            (figures, FIGURES, "figures"),
            (exercises, EXERCISES, "exercises"),
            (questions, 1, "questions"),
            (usize::from(is_measured), 1, "costs with recorded numbers"),
        ] {
            if found < least {
                owed.push(format!("{name}: {found} {what}, {least} needed"));
            }
        }
        for exercise in catalogue
            .chapter(name)
            .into_iter()
            .flat_map(|chapter| &chapter.exercises)
        {
            if exercise.wrong.len() < WRONG_SOLUTIONS {
                owed.push(format!(
                    "{name}/{}: {} wrong solutions",
                    exercise.name,
                    exercise.wrong.len()
                ));
            }
        }
    }
    assert!(owed.is_empty(), "{}", owed.join("\n"));
}

#[test]
fn no_chapter_is_a_draft() {
    let summary = fs::read_to_string(root().join("src/SUMMARY.md")).unwrap();
    let drafts: Vec<&str> = summary
        .lines()
        .filter(|line| line.contains("]()"))
        .collect();
    assert!(drafts.is_empty(), "not written yet:\n{}", drafts.join("\n"));
    assert_eq!(
        numbered().len(),
        31,
        "chapters, beside the front page and the appendices"
    );
}
