//! A schedule as a trace: a column per thread, time running down.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use interleave::report::{Outcome, Step};
use interleave::stepper::thread_name;

use super::paint::{BAD, BOLD, DIM, columns, cut, fit, width, wrap};

/// A cell of the table: lines of text with the style of each.
type Cell = Vec<(anstyle::Style, String)>;

/// The schedule of an outcome, ready to print.
pub fn trace(outcome: &Outcome) -> String {
    let steps: Vec<(usize, &Step)> = outcome.witness.iter().enumerate().filter(|(_, step)| is_shown(step)).collect();
    let mut threads: BTreeSet<u32> = steps.iter().map(|(_, step)| step.thread).collect();
    threads.extend(
        outcome.waits.iter().filter(|wait| wait.thread != 0 || outcome.waits.len() == 1).map(|wait| wait.thread),
    );
    let threads: Vec<u32> = threads.into_iter().collect();
    if threads.is_empty() {
        return String::new();
    }
    let numbers = steps.len().to_string().len().max(2);
    let between = 2;
    let room = width().saturating_sub(2 + numbers + 1);
    let column = (room / threads.len()).saturating_sub(between).min(46);
    // Where a step of the history stands in this trace.
    let number = |step: usize| steps.iter().position(|(at, _)| *at == step).map(|position| position + 1);
    let repeats = outcome.repeats_from.and_then(|from| {
        let chosen: Vec<usize> =
            outcome.witness.iter().enumerate().filter(|(_, step)| !step.quiet).map(|(at, _)| at).collect();
        chosen.get(from).copied().and_then(number)
    });
    let mut rows: Vec<(usize, u32, Cell)> = vec![];
    for (row, (_, step)) in steps.iter().enumerate() {
        rows.push((row + 1, step.thread, cell(step, &number)));
    }
    let mut out = String::new();
    if column < 24 {
        list(&mut out, &rows, numbers);
    } else {
        let _ = write!(out, "  {:numbers$}", "");
        let names: Vec<String> = threads.iter().map(|&thread| fit(&thread_name(thread), column)).collect();
        let _ = writeln!(out, "  {BOLD}{}{BOLD:#}", names.join("  ").trim_end());
        for (number, thread, cell) in &rows {
            if repeats == Some(*number) {
                let _ = writeln!(out, "  {DIM}{:>numbers$}  ↻ from here on, again and again:{DIM:#}", "");
            }
            let lines: Cell = cell
                .iter()
                .flat_map(|(style, text)| wrapped(text, column).into_iter().map(|line| (*style, line)))
                .collect();
            for (row, (style, line)) in lines.iter().enumerate() {
                let shown = if row == 0 { number.to_string() } else { String::new() };
                let _ = write!(out, "  {DIM}{shown:>numbers$}{DIM:#}");
                let before = threads.iter().position(|other| other == thread).unwrap_or(0) * (column + between);
                let _ = writeln!(out, "  {:before$}{style}{}{style:#}", "", line.trim_end());
            }
        }
    }
    // The cycle first, then who waits for it.
    let in_cycle = |thread: &u32| outcome.cycle.iter().position(|it| it == thread).unwrap_or(usize::MAX);
    let mut waits: Vec<_> = outcome.waits.iter().collect();
    waits.sort_by_key(|wait| (in_cycle(&wait.thread), wait.thread == 0, wait.thread));
    for wait in waits {
        let mut line = format!("{} waits for {}", fit(&thread_name(wait.thread), 9), wait.on);
        let place = format!("  line {}: {}", wait.at.line, one_line(&wait.at.does));
        if !wait.at.does.contains('\n') && columns(&line) + columns(&place) + 4 <= width() {
            line.push_str(&format!("{DIM}{place}{DIM:#}"));
        }
        let _ = writeln!(out, "  {BAD}■{BAD:#} {line}");
    }
    out
}

/// Steps that say nothing to a reader of the trace are left out: starts, joins, ends.
fn is_shown(step: &Step) -> bool {
    !step.quiet || step.does.starts_with("panics") || step.does.contains("fence")
}

fn cell(step: &Step, number: &dyn Fn(usize) -> Option<usize>) -> Cell {
    let source = format!("{:>3} {}", step.line, one_line(&step.does));
    let mut cell = vec![(super::paint::PLAIN, if step.line == 0 { one_line(&step.does) } else { source })];
    let from = step.reads_from.as_ref().map(|read| match read.step.and_then(number) {
        Some(step) => format!(" (from {step})"),
        None if read.step.is_none() => " (the initial value)".into(),
        None => String::new(),
    });
    if let Some(note) = &step.note {
        // Where the value comes from stands right after it: `found 0 (from 3), wrote 1`.
        let (found, wrote) = note.split_at(note.find(", wrote").unwrap_or(note.len()));
        let plain = step
            .note
            .as_ref()
            .is_some_and(|note| note.strip_prefix("writes ").is_some_and(|value| says(&step.does, value)));
        if !plain {
            cell.push((DIM, format!("    {found}{}{wrote}", from.unwrap_or_default())));
        }
    }
    cell
}

/// Whether the source of a store says its value already.
fn says(does: &str, value: &str) -> bool {
    does.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').any(|word| word == value)
}

/// Lines of at most so many columns, with the indentation of the first.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    if columns(text) <= width {
        return vec![text.to_string()];
    }
    let indent = columns(text) - columns(text.trim_start())
        + if text.trim_start().starts_with(|c: char| c.is_ascii_digit()) { 4 } else { 0 };
    let indent = indent.min(8);
    let mut lines: Vec<String> = wrap(text, width.saturating_sub(indent).max(8))
        .into_iter()
        .map(|line| format!("{:indent$}{line}", ""))
        .collect();
    if let Some(first) = lines.first_mut() {
        *first = first[indent..].to_string();
        let own = text.len() - text.trim_start().len();
        *first = format!("{:own$}{first}", "");
    }
    lines.iter().map(|line| cut(line, width)).collect()
}

fn list(out: &mut String, rows: &[(usize, u32, Cell)], numbers: usize) {
    for (number, thread, cell) in rows {
        let name = thread_name(*thread);
        let _ = write!(out, "  {DIM}{number:>numbers$}{DIM:#}  {BOLD}{}{BOLD:#} ", fit(&name, 10));
        let told: Vec<String> = cell.iter().map(|(_, text)| text.trim().to_string()).collect();
        let _ = writeln!(out, "{}", told.join("  · "));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
