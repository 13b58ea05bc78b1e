//! What a program can print, and how often it did.

use super::text::{counted, date, escape, inline, thousands};
use crate::contract::{Contract, Ending, Prints};
use crate::markup::directive::{Target, Which, list};
use crate::recording::{Outcome, Recording};

use super::Pen;

/// Up to so many outcomes stand in the table; the rest is counted.
const ROWS: usize = 6;

impl Pen<'_> {
    /// `{{#output chapter/name}}`.
    pub(super) fn output(&mut self, target: &Target, which: &Which) -> String {
        let Some((recording, contract)) = self.needed_recording(target) else { return String::new() };
        let Some(recording) = recording.as_ref() else { return String::new() };
        let outcome = match which {
            Which::Rank(rank) => {
                let outcome = recording.outcomes.get(rank - 1);
                if outcome.is_none() {
                    self.wrong(
                        format!("`{target}` has no outcome {rank}"),
                        format!("its recording keeps {}", counted(recording.outcomes.len() as u64, "outcome")),
                    );
                }
                outcome
            }
            Which::Class(name) => {
                let known: Vec<&str> = contract.classes.iter().map(|class| class.name.as_str()).collect();
                let outcome = recording
                    .outcomes
                    .iter()
                    .find(|outcome| contract.class_of(&outcome.stdout).is_some_and(|class| class.name == *name));
                if !known.contains(&name.as_str()) {
                    self.wrong(
                        format!("`{target}` has no class `{name}`"),
                        format!("its classes are {}", list(&known)),
                    );
                } else if outcome.is_none() {
                    self.wrong(
                        format!("no recorded output of `{target}` is of the class `{name}`"),
                        "record it more often, or take the sentence back",
                    );
                }
                outcome
            }
        };
        outcome.map(|outcome| block("output", &shown(outcome))).unwrap_or_default()
    }
}

/// All that is seen of an outcome.
fn shown(outcome: &Outcome) -> String {
    let mut text = outcome.stdout.clone();
    if let Some(stderr) = &outcome.stderr {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(stderr);
    }
    text
}

/// Text as a terminal shows it.
pub fn block(class: &str, text: &str) -> String {
    if text.is_empty() {
        return "<p class=\"output-nothing\">(nothing)</p>\n".to_owned();
    }
    format!("<pre class=\"{class}\"><samp>{}</samp></pre>\n", escape(text.trim_end_matches('\n')))
}

/// What rustc says: its sentences are wrapped as the page wants them, its drawings are not.
fn diagnosis(text: &str) -> String {
    let is_drawn = |line: &str| {
        let rest = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        rest.is_empty() || ["|", "-->", ":::", "..."].iter().any(|mark| rest.starts_with(mark))
    };
    let mut lines = String::new();
    for line in text.trim_end_matches('\n').lines() {
        if is_drawn(line) {
            lines.push_str(&escape(&format!("{line}\n")));
        } else {
            lines.push_str(&format!("<span class=\"said\">{}</span>", escape(line)));
        }
    }
    format!("<pre class=\"output diagnosis\"><samp>{lines}</samp></pre>\n")
}

/// What the program printed, counted where it was recorded, promised where it was not: for a program that is not explored.
pub fn table(contract: &Contract, recording: Option<&Recording>) -> String {
    let Some(recording) = recording else { return promise(contract) };
    if contract.is_measurement() {
        let typical = recording.outcomes.first().map(|outcome| block("output", &shown(outcome))).unwrap_or_default();
        let title = if recording.runs == 1 {
            "It printed".to_owned()
        } else {
            format!("A typical run of {}", thousands(recording.runs))
        };
        return section(&title, &typical);
    }
    if contract.is_refused() {
        let said = recording.outcomes.first().map(|outcome| diagnosis(&outcome.stdout)).unwrap_or_default();
        return section("What rustc says", &said);
    }
    if let ([only], 1) = (&recording.outcomes[..], recording.distinct) {
        return section(&format!("{} in {}", ended(contract), every(recording.runs)), &block("output", &shown(only)));
    }
    if !recording.classes.is_empty() {
        let rows = recording
            .classes
            .iter()
            .map(|class| (format!("<th scope=\"row\">{}</th>", inline(&class.name)), class.times));
        let rows: Vec<_> = rows.collect();
        let most = recording.outcomes.first().map(|outcome| block("output", &shown(outcome))).unwrap_or_default();
        return frequencies("Outcome", &rows, recording)
            + &folded(&format!("One of {} different outputs", thousands(recording.distinct)), &most);
    }
    let short = recording.outcomes.iter().take(ROWS).all(|outcome| shown(outcome).lines().count() <= 12);
    let many = recording.distinct > ROWS as u64;
    if many || !short {
        let most: String = recording
            .outcomes
            .iter()
            .take(3)
            .map(|outcome| {
                format!(
                    "<figure class=\"run\"><figcaption>{}</figcaption>{}</figure>",
                    rate(outcome.times, recording.runs),
                    block("output", &shown(outcome))
                )
            })
            .collect();
        let title = format!(
            "{} different outputs in {}; the {} most frequent",
            thousands(recording.distinct),
            counted(recording.runs, "run"),
            ["", "", "two", "three"][recording.outcomes.len().min(3)]
        );
        return section(&title, &format!("<div class=\"runs\">{most}</div>\n"));
    }
    let rows: Vec<_> = recording
        .outcomes
        .iter()
        .map(|outcome| (format!("<td>{}</td>", block("output", &shown(outcome)).trim_end()), outcome.times))
        .collect();
    frequencies(ended(contract), &rows, recording)
}

fn every(runs: u64) -> String {
    match runs {
        1 => "one run".to_owned(),
        n => format!("all {} runs", thousands(n)),
    }
}

fn ended(contract: &Contract) -> &'static str {
    match contract.ends {
        Ending::Hangs(_) => "Printed before it hung,",
        Ending::Panics(_) => "Printed before main panicked,",
        _ => "Printed",
    }
}

/// A table of what was seen and how often.
fn frequencies(title: &str, rows: &[(String, u64)], recording: &Recording) -> String {
    let title = title.trim_end_matches(',');
    let mut table = format!(
        "<table class=\"outcomes\"><thead><tr><th scope=\"col\">{title}</th><th scope=\"col\">Seen in {}</th></tr></thead><tbody>",
        counted(recording.runs, "run")
    );
    for (what, times) in rows {
        table.push_str(&format!("<tr>{what}<td class=\"seen\">{}</td></tr>", rate(*times, recording.runs)));
    }
    table.push_str("</tbody></table>");
    format!("<div class=\"table-wrapper\">{table}</div>\n")
}

/// `9,312, 93.1 %` or `7, 1 in 1,429`.
pub fn rate(times: u64, runs: u64) -> String {
    let seen = thousands(times);
    if times == runs {
        return "every time".to_owned();
    }
    if times == 0 {
        return "never".to_owned();
    }
    let share = times as f64 / runs as f64;
    if share < 0.1 {
        format!("{seen} <span class=\"share\">1 in {}</span>", thousands((1.0 / share).round() as u64))
    } else {
        // Not every time is not 100 %, however rounded.
        let percent = |digits| super::text::number(share * 100.0, Some(digits));
        let percent = (3..9).map(percent).find(|percent| !percent.starts_with("100")).unwrap_or_default();
        format!("{seen} <span class=\"share\">{percent} %</span>")
    }
}

/// What the contract says, in words: for a program that has not been recorded.
fn promise(contract: &Contract) -> String {
    let how = match &contract.ends {
        Ending::Refused(refusal) => {
            let code =
                if refusal.code.starts_with('E') { format!("error[{}]: ", refusal.code) } else { "error: ".to_owned() };
            return section("What rustc says", &block("output", &format!("{code}{}", refusal.message)));
        }
        Ending::Hangs(_) => "Prints, and then hangs",
        Ending::Panics(_) => "Prints, and then main panics",
        Ending::Exit(0) => "Prints",
        Ending::Exit(_) => "Prints, and then fails",
    };
    match &contract.prints {
        Prints::Exactly(text) => section(how, &block("output", text)),
        Prints::OneOf(texts) => {
            let all: String = texts.iter().map(|text| block("output", text)).collect();
            section(&format!("{how} one of these"), &format!("<div class=\"runs\">{all}</div>\n"))
        }
        Prints::Lines { lines, in_order } => {
            let how = if in_order.is_empty() {
                format!("{how} these lines, in any order")
            } else {
                format!("{how} these lines, in any order that keeps each thread's own")
            };
            section(&how, &block("output", &lines.join("\n")))
        }
        Prints::Pattern(pattern) => section(&format!("{how} something like this"), &block("output", &pattern.text)),
        Prints::Unasked => String::new(),
    }
}

fn section(title: &str, content: &str) -> String {
    format!("<div class=\"outcome\"><p class=\"outcome-title\">{}</p>{content}</div>\n", escape(title))
}

fn folded(title: &str, content: &str) -> String {
    format!("<details class=\"outcome\"><summary>{}</summary>{content}</details>\n", escape(title))
}

/// When and where it was recorded.
pub fn provenance(recording: &Recording) -> String {
    let machine = &recording.machine;
    format!(
        "Recorded {} on {}, {}, {}, {}.",
        date(&recording.date),
        machine.processor,
        counted(machine.cores, "core"),
        machine.system,
        // `rustc 1.95.0 (hash date)`: the release says it all.
        recording
            .toolchain
            .split_once(" (")
            .filter(|(name, _)| name.starts_with("rustc"))
            .map_or(recording.toolchain.as_str(), |(name, _)| name)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_rustc_are_told_from_drawings() {
        let text = "error[E0373]: it borrows `name`\n --> a.rs:5:33\n  |\n5 |     spawn(|| ())\n  = help: move\n\n";
        let page = diagnosis(text);
        assert_eq!(page.matches("class=\"said\"").count(), 2, "{page}");
        assert!(
            page.contains(
                "<span class=\"said\">error[E0373]: it borrows `name`</span> --&gt; a.rs:5:33&#10;  |&#10;5 |"
            ),
            "{page}"
        );
        assert!(page.contains("<span class=\"said\">  = help: move</span></samp>"), "{page}");
    }

    #[test]
    fn not_every_time_is_not_all() {
        assert_eq!(rate(9_999, 10_000), "9,999 <span class=\"share\">99.99 %</span>");
        assert_eq!(rate(9_312, 10_000), "9,312 <span class=\"share\">93.1 %</span>");
        assert_eq!(rate(10_000, 10_000), "every time");
    }
}
