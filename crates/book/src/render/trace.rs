//! A schedule as a table: a column for each thread, time running down.

use std::collections::BTreeSet;

use interleave::Outcome;
use interleave::report::Step;
use interleave::stepper::thread_name;

use super::text::escape;

/// A schedule with more steps is left to the explorer.
const STEPS: usize = 60;

/// The schedule of an outcome, folded under a title that is HTML; nothing, where it would be too long to read.
pub fn folded(title: &str, outcome: &Outcome) -> String {
    let steps: Vec<(usize, &Step)> = outcome.witness.iter().enumerate().filter(|(_, step)| is_shown(step)).collect();
    if steps.is_empty() && outcome.waits.is_empty() || steps.len() > STEPS {
        return String::new();
    }
    let mut page = format!("<details class=\"schedule\"><summary>{title}</summary>\n");
    if !steps.is_empty() {
        page.push_str(&table(outcome, &steps));
    }
    page.push_str(&waits(outcome));
    page.push_str("</details>\n");
    page
}

/// Steps that say nothing to a reader are left out: starts, joins, ends.
fn is_shown(step: &Step) -> bool {
    !step.quiet || step.does.starts_with("panics") || step.does.contains("fence")
}

fn table(outcome: &Outcome, steps: &[(usize, &Step)]) -> String {
    let threads: BTreeSet<u32> = steps.iter().map(|(_, step)| step.thread).collect();
    let heads: String =
        threads.iter().map(|&thread| format!("<th scope=\"col\">{}</th>", capitalized(&thread_name(thread)))).collect();
    let mut page = format!(
        "<div class=\"table-wrapper\"><table class=\"trace\"><thead><tr><th scope=\"col\"><span class=\"visually-hidden\">Step</span></th>{heads}</tr></thead><tbody>"
    );
    // Where a step of the witness stands in this table.
    let number = |step: usize| steps.iter().position(|(at, _)| *at == step).map(|position| position + 1);
    let chosen: Vec<usize> = (0..outcome.witness.len()).filter(|&at| !outcome.witness[at].quiet).collect();
    let repeats = outcome.repeats_from.and_then(|from| chosen.get(from).copied()).and_then(number);
    for (index, (_, step)) in steps.iter().enumerate() {
        if repeats == Some(index + 1) {
            page.push_str(&format!(
                "<tr class=\"again\"><td colspan=\"{}\">from here on, again and again:</td></tr>",
                threads.len() + 1
            ));
        }
        page.push_str(&format!("<tr><th scope=\"row\">{}</th>", index + 1));
        for &thread in &threads {
            if thread == step.thread {
                page.push_str(&format!("<td data-by=\"{}\">{}</td>", thread_name(thread), cell(step, &number)));
            } else {
                page.push_str("<td></td>");
            }
        }
        page.push_str("</tr>");
    }
    page.push_str("</tbody></table></div>\n");
    page
}

fn cell(step: &Step, number: &dyn Fn(usize) -> Option<usize>) -> String {
    let does = step.does.split_whitespace().collect::<Vec<_>>().join(" ");
    // What is done in no line of the source is said in words.
    let is_source =
        step.line > 0 && step.end_column > 0 && !does.starts_with("unlocks ") && !does.starts_with("drops ");
    let mut cell = if is_source { format!("<code>{}</code>", escape(&does)) } else { escape(&does) };
    let Some(note) = &step.note else { return cell };
    let is_said = note.strip_prefix("writes ").is_some_and(|value| says(&does, value));
    // That `println!("a")` prints a needs no word.
    let prints = note.strip_prefix("prints \"").map(|text| text.trim_end_matches('"').trim_end_matches("\\n"));
    if is_said || prints.is_some_and(|text| text.is_empty() || does.contains(&format!("\"{text}\""))) {
        return cell;
    }
    if let Some(text) = prints {
        return format!("{cell} <span class=\"note\">prints</span> <samp>{}</samp>", escape(text));
    }
    let from = step.reads_from.as_ref().and_then(|read| match read.step {
        Some(step) => number(step).map(|step| format!(" (from {step})")),
        None => Some(" (the initial value)".to_owned()),
    });
    let (found, wrote) = note.split_at(note.find(", wrote").unwrap_or(note.len()));
    cell.push_str(&format!(
        " <span class=\"note\">{}{}{}</span>",
        escape(found),
        from.unwrap_or_default(),
        escape(wrote)
    ));
    cell
}

/// Whether the source of a store says its value already.
fn says(does: &str, value: &str) -> bool {
    does.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').any(|word| word == value)
}

/// Who waits for what at the end: the threads of a cycle first.
fn waits(outcome: &Outcome) -> String {
    let in_cycle = |thread: u32| outcome.cycle.iter().position(|&other| other == thread).unwrap_or(usize::MAX);
    let mut waits: Vec<_> = outcome.waits.iter().collect();
    waits.sort_by_key(|wait| (in_cycle(wait.thread), wait.thread == 0, wait.thread));
    if waits.is_empty() {
        return String::new();
    }
    let items: String = waits
        .iter()
        .map(|wait| format!("<li>{} waits for {}</li>", capitalized(&thread_name(wait.thread)), escape(&wait.on)))
        .collect();
    format!("<ul class=\"waits\">{items}</ul>\n")
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// An output within a sentence, as HTML.
pub fn on_one_line(output: &str) -> String {
    const MOST: usize = 48;
    let text = output.trim_end_matches('\n').replace('\n', " ⏎ ");
    if text.is_empty() {
        return "nothing".to_owned();
    }
    let cut: String = text.chars().take(MOST).collect();
    let dots = if cut.len() < text.len() { "…" } else { "" };
    format!("<code>{}{dots}</code>", escape(&cut))
}
