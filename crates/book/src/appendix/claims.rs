//! How each claim is checked: every listing with its contract in words, its judges and its recording.

use std::fmt::Write;

use super::Overview;
use crate::contract::{Contract, Ending, Language, Listing, Prints, Seen};
use crate::judge::explored;
use crate::render::Sources;
use crate::render::listing::anchor_id;
use crate::render::text::{counted, date, escape, inline};

/// `{{#appendix claims}}`.
pub fn page(overview: &Overview, sources: &Sources) -> String {
    let mut page = String::new();
    // In the order of reading.
    let place = |name: &str| overview.chapters.iter().position(|chapter| chapter.name == name).unwrap_or(usize::MAX);
    let mut chapters: Vec<_> = sources.catalogue.chapters.iter().collect();
    chapters.sort_by_key(|chapter| place(&chapter.name));
    for chapter in chapters {
        let title = overview.titles.get(chapter.name.as_str()).cloned().unwrap_or_else(|| chapter.name.clone());
        let _ = write!(page, "## {title}\n\n");
        let mut table = String::from(
            "<div class=\"table-wrapper\"><table class=\"claims\"><thead><tr><th scope=\"col\">Listing</th>\
             <th scope=\"col\">What it must do</th><th scope=\"col\">Recorded</th></tr></thead><tbody>",
        );
        for listing in &chapter.listings {
            for (language, contract) in &listing.programs {
                table.push_str(&row(overview, sources, listing, *language, contract));
            }
        }
        table.push_str("</tbody></table></div>\n\n");
        page.push_str(&table);
        if !chapter.exercises.is_empty() {
            page.push_str("Exercises, each with a starter that must fail, a solution that must pass and wrong solutions that must fail:\n\n");
            for exercise in &chapter.exercises {
                let wrong = counted(exercise.wrong.len() as u64, "wrong solution");
                let _ = writeln!(page, "- `{}`, {wrong}: {}.", exercise.name, requirements(&exercise.judge).join("; "));
            }
            page.push('\n');
        }
    }
    page
}

fn row(overview: &Overview, sources: &Sources, listing: &Listing, language: Language, contract: &Contract) -> String {
    let suffix = match language {
        Language::Rust => String::new(),
        other => format!(" <span class=\"kind\">{other}</span>"),
    };
    let name = escape(&listing.name);
    let name = match overview.page_of(&listing.chapter, &listing.name) {
        Some((page, true)) => format!("<a href=\"{}.html#{}\">{name}</a>", page.name, anchor_id(listing)),
        Some((page, false)) => format!("<a href=\"{}.html\">{name}</a>", page.name),
        None => name,
    };
    let recording = sources.recording(listing, language).ok();
    let recorded = match recording.as_ref().and_then(|recording| recording.as_ref().as_ref()) {
        Some(recording) => format!("{}, {}", date(&recording.date), counted(recording.runs, "run")),
        None if contract.record.is_some() => "not yet".to_owned(),
        None => "–".to_owned(),
    };
    let must = requirements(contract).into_iter().map(|text| inline(&text)).collect::<Vec<_>>().join("; ");
    format!("<tr><td>{name}{suffix}</td><td>{must}</td><td>{}</td></tr>", escape(&recorded))
}

/// The contract as sentences without their capital and full stop, in Markdown.
pub fn requirements(contract: &Contract) -> Vec<String> {
    let mut must = Vec::new();
    match &contract.ends {
        Ending::Refused(refusal) => {
            must.push(format!("rustc refuses it with `{}`: {}", refusal.code, code(&refusal.message)));
        }
        Ending::Panics(text) => must.push(format!("main panics, and says {}", code(text))),
        Ending::Hangs(time) => must.push(format!("it still runs after {} ms", time.as_millis())),
        Ending::Exit(0) => {}
        Ending::Exit(status) => must.push(format!("it ends with status {status}")),
    }
    match &contract.prints {
        Prints::Exactly(text) if text.is_empty() => must.push("it prints nothing".to_owned()),
        Prints::Exactly(text) => must.push(format!("it prints exactly {}", code(text))),
        Prints::OneOf(texts) => must.push(format!("it prints one of {} texts, and nothing else", texts.len())),
        Prints::Lines { lines, in_order } if in_order.is_empty() => {
            must.push(format!("it prints these {} lines in some order", lines.len()));
        }
        Prints::Lines { lines, .. } => {
            must.push(format!("it prints these {} lines, in an order that keeps each thread's own", lines.len()));
        }
        Prints::Pattern(pattern) => {
            let first = pattern.text.lines().next().unwrap_or("");
            must.push(format!(
                "it prints text of the form {}{}",
                code(first),
                if pattern.text.lines().count() > 1 { " …" } else { "" }
            ));
        }
        Prints::Unasked => {}
    }
    for seen in &contract.must_see {
        let what = match &seen.what {
            Seen::Outcome(text) => code(text),
            Seen::Class(name) => name.clone(),
        };
        must.push(format!("{what} is seen at least once in {}", counted(seen.runs.into(), "run")));
    }
    if contract.explored {
        must.push("the explorer's outcomes agree with contract and runs".to_owned());
    }
    if !contract.may.is_empty() {
        let ends: Vec<&str> = contract.may.iter().map(|status| explored::words(*status).1).collect();
        must.push(format!("the explorer finds that it can also {}", ends.join(" or ")));
    }
    if contract.spurious {
        must.push("threads that wait may wake up for nothing".to_owned());
    }
    must
}

/// Text as code in a line: line breaks as they are written in a string.
fn code(text: &str) -> String {
    let text = text.trim_end_matches('\n').replace('\n', "\\n");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
