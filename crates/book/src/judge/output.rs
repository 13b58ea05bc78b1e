//! Compares what a run printed, and how it ended, with what the contract says.

use std::collections::BTreeMap;

use interleave::report::Status;

use super::process::{End, OUTPUT_LIMIT, Run};
use crate::contract::{Contract, Ending, Pattern, Prints};

/// How many lines of an output a message shows.
const SHOWN: usize = 30;

/// Whether a contract allows this output.
pub fn fits(prints: &Prints, output: &str) -> bool {
    match prints {
        Prints::Exactly(text) => output == text,
        Prints::OneOf(texts) => texts.iter().any(|text| output == text),
        Prints::Lines { .. } => misfit_of_lines(prints, output).is_none(),
        Prints::Pattern(pattern) => pattern.matches(output),
        Prints::Unasked => true,
    }
}

/// What is wrong with a run, if its contract does not allow it: several lines, the first of which sums up.
///
/// # Errors
/// That description.
pub fn judge(contract: &Contract, run: &Run) -> Result<(), String> {
    if ended_otherwise(contract, run).is_some() {
        return Ok(());
    }
    ending(contract, run)?;
    if !fits(&contract.prints, &run.stdout) {
        return Err(misfit(&contract.prints, &run.stdout));
    }
    let expected = match &contract.ends {
        Ending::Panics(text) => Some(text),
        _ => contract.stderr.as_ref(),
    };
    match expected {
        Some(text) if !run.stderr.contains(text.as_str()) => {
            Err(format!("standard error has no `{text}`\n{}", block("standard error", &run.stderr)))
        }
        _ => Ok(()),
    }
}

/// The way in which a run ended, where it is not the one that its contract asks for, and the contract says that it may be: then what
/// it had printed is for the explorer to judge.
pub fn ended_otherwise(contract: &Contract, run: &Run) -> Option<Status> {
    let is_so = |status: &&Status| match status {
        Status::Deadlock | Status::Livelock | Status::Starvation => run.end == End::Late,
        Status::Panicked => run.end == End::Exited(101),
        Status::Finished => run.end == End::Exited(0),
        // What follows a race cannot be told from what follows none.
        Status::Race => false,
    };
    contract.may.iter().find(is_so).copied()
}

fn ending(contract: &Contract, run: &Run) -> Result<(), String> {
    let deadline = contract.deadline;
    let printed = || format!("{}{}", block("standard output", &run.stdout), block("standard error", &run.stderr));
    match (run.end, &contract.ends) {
        (End::Flooded, _) => Err(format!("printed more than {} MiB, and was killed", OUTPUT_LIMIT >> 20)),
        (End::LeftBehind(_), _) => Err(format!(
            "ended, but left a process behind, which was killed\nlet it wait for every process that it starts\n{}",
            printed()
        )),
        (End::Late, Ending::Hangs(_)) => Ok(()),
        (End::Exited(code), Ending::Hangs(after)) => Err(format!(
            "ended after {:.1?} with exit status {code}; it must hang for {after:?}\n{}",
            run.elapsed,
            printed()
        )),
        (End::Late, _) => {
            Err(format!("hangs: it still ran after its deadline of {deadline:?}, and was killed\n{}", printed()))
        }
        (End::Exited(101), Ending::Panics(_)) => Ok(()),
        (End::Exited(code), Ending::Panics(_)) => {
            Err(format!("ended with exit status {code}; main must panic, which is exit status 101\n{}", printed()))
        }
        (End::Exited(code), Ending::Exit(expected)) if code == *expected => Ok(()),
        (End::Exited(code), Ending::Exit(expected)) => {
            Err(format!("ended with exit status {code}{}, not {expected}\n{}", signal(code), printed()))
        }
        (_, Ending::Refused(_)) => Err("ran, and must not compile".to_owned()),
    }
}

fn signal(code: i32) -> String {
    match code {
        129.. => format!(" (signal {})", code - 128),
        _ => String::new(),
    }
}

/// An output as a message shows it, with a bar before each line.
pub fn block(title: &str, text: &str) -> String {
    if text.is_empty() {
        return format!("{title}: nothing\n");
    }
    let mut shown = format!("{title}:\n");
    for line in text.lines().take(SHOWN) {
        shown.push_str(&format!("  | {}\n", line.escape_debug().to_string().replace("\\'", "'").replace("\\\"", "\"")));
    }
    let rest = text.lines().count().saturating_sub(SHOWN);
    if rest > 0 {
        shown.push_str(&format!("  | … {rest} more lines\n"));
    }
    if !text.ends_with('\n') {
        shown.push_str("  (no line break at the end)\n");
    }
    shown
}

/// Says in what an output differs from what is allowed.
fn misfit(prints: &Prints, output: &str) -> String {
    match prints {
        Prints::Exactly(expected) => {
            format!("printed something else\n{}", difference(expected, output))
        }
        Prints::OneOf(outputs) => {
            let mut text = format!("printed none of its {} outputs\n{}", outputs.len(), block("got", output));
            for expected in outputs.iter().take(10) {
                text.push_str(&block("allowed", expected));
            }
            text
        }
        Prints::Lines { .. } => {
            let what = misfit_of_lines(prints, output).unwrap_or_default();
            format!("printed the wrong lines: {what}\n{}", block("got", output))
        }
        Prints::Pattern(pattern) => {
            let place = match first_misfit(pattern, output) {
                Some((number, form, Some(line))) => format!("line {number} has the form `{form}`, got `{line}`"),
                Some((number, form, None)) => format!("line {number} has the form `{form}`, and there is no such line"),
                None => "there is more than the pattern says".to_owned(),
            };
            format!("printed something that does not fit its pattern: {place}\n{}", block("got", output))
        }
        Prints::Unasked => String::new(),
    }
}

/// The lines up to the first difference, and the two that differ.
fn difference(expected: &str, got: &str) -> String {
    let (mut wanted, mut found) = (expected.lines(), got.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (wanted.next(), found.next()) {
            (Some(a), Some(b)) if a == b => {}
            (None, None) => {
                let (more, less) = if expected.ends_with('\n') { ("a", "no") } else { ("no", "a") };
                return format!("the contract has {more} line break at the end, the output has {less}\n");
            }
            (a, b) => {
                let line = |sign, line: Option<&str>| match line {
                    Some(line) => format!("  {sign} {line}\n"),
                    None => format!("  {sign} (the end)\n"),
                };
                let before = number - 1;
                let same = if before == 1 { "1 line is right" } else { &format!("{before} lines are right") };
                return format!(
                    "{same}, then line {number} (- expected, + got):\n{}{}{}",
                    line('-', a),
                    line('+', b),
                    block("all of it", got)
                );
            }
        }
    }
}

fn misfit_of_lines(prints: &Prints, output: &str) -> Option<String> {
    let Prints::Lines { lines, in_order } = prints else { return None };
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    lines.iter().for_each(|line| *counts.entry(line).or_default() += 1);
    output.lines().for_each(|line| *counts.entry(line).or_default() -= 1);
    let list = |sign: i64| {
        let of_sign = counts.iter().filter(|(_, count)| **count * sign > 0);
        of_sign.map(|(line, count)| format!("`{line}`{}", times(count.abs()))).collect::<Vec<_>>().join(", ")
    };
    let (missing, surplus) = (list(1), list(-1));
    let mut wrong = Vec::new();
    if !missing.is_empty() {
        wrong.push(format!("missing {missing}"));
    }
    if !surplus.is_empty() {
        wrong.push(format!("not expected {surplus}"));
    }
    if wrong.is_empty() {
        let out_of_order = in_order.iter().find(|list| !is_ordered(list, output));
        wrong.extend(out_of_order.map(|list| format!("not in the order {}", list.join(", "))));
        if !output.is_empty() && !output.ends_with('\n') {
            wrong.push("no line break at the end".to_owned());
        }
    }
    (!wrong.is_empty()).then(|| wrong.join("; "))
}

fn times(count: i64) -> String {
    if count == 1 { String::new() } else { format!(" {count} times") }
}

/// Whether the lines of `list` come in its order. Lines that `list` has not are passed over.
fn is_ordered(list: &[String], output: &str) -> bool {
    let mut rest = output.lines();
    list.iter().all(|line| rest.any(|other| other == line))
}

/// The first line of a pattern that an output has not, by its number: the form it has to have, and the line in its place.
fn first_misfit<'o>(pattern: &Pattern, output: &'o str) -> Option<(usize, String, Option<&'o str>)> {
    let parse = |form: &str| Pattern::parse(form, None).ok();
    let mut lines = output.lines().peekable();
    let mut number = 1;
    for form in pattern.text.lines() {
        if form == "{*rows}" {
            let rows = pattern.rows.as_ref()?;
            let row = parse(rows.text.trim())?;
            let mut any = false;
            while lines.next_if(|line| row.matches(line.trim())).is_some() {
                number += 1;
                any = true;
            }
            if !any {
                return Some((number, rows.text.clone(), lines.next()));
            }
            continue;
        }
        let line = lines.next();
        if !line.is_some_and(|line| parse(form).is_some_and(|form| form.matches(line))) {
            return Some((number, form.to_owned(), line));
        }
        number += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[&str], in_order: &[&[&str]]) -> Prints {
        let owned = |list: &[&str]| list.iter().map(|line| line.to_string()).collect::<Vec<_>>();
        Prints::Lines { lines: owned(lines), in_order: in_order.iter().map(|list| owned(list)).collect() }
    }

    #[test]
    fn lines_come_in_any_order_but_each_thread_s_in_its_own() {
        let prints = lines(&["1", "2", "a", "b"], &[&["1", "2"], &["a", "b"]]);
        assert!(fits(&prints, "a\n1\nb\n2\n"));
        assert!(!fits(&prints, "b\n1\na\n2\n"));
        assert!(!fits(&prints, "a\n1\nb\n"));
        assert!(!fits(&prints, "a\n1\nb\n2\n2\n"));
        assert!(!fits(&prints, "a\n1\nb\n2"));
        assert!(misfit(&prints, "a\n1\nc\n").contains("missing `2`, `b`; not expected `c`"));
    }

    #[test]
    fn repeated_lines_are_counted() {
        let prints = lines(&["x", "x"], &[&["x", "x"]]);
        assert!(fits(&prints, "x\nx\n"));
        assert!(!fits(&prints, "x\n"));
    }

    #[test]
    fn a_message_names_the_first_line_that_differs() {
        let text = misfit(&Prints::Exactly("1\n2\n3\n".to_owned()), "1\n5\n3\n");
        assert!(text.contains("1 line is right, then line 2"), "{text}");
        assert!(text.contains("- 2\n  + 5\n"), "{text}");
        let text = misfit(&Prints::Exactly("1\n".to_owned()), "1");
        assert!(text.contains("has a line break at the end, the output has no"), "{text}");
    }

    #[test]
    fn a_message_names_the_line_that_does_not_fit_its_pattern() {
        let pattern = Pattern::parse("head\n{*rows}\nsum {n:int}\n", Some("{a:int} {b:int}")).unwrap();
        let prints = Prints::Pattern(pattern);
        let text = misfit(&prints, "head\n1 2\n3 4\nsum x\n");
        assert!(text.contains("line 4 has the form `sum {n:int}`, got `sum x`"), "{text}");
        let text = misfit(&prints, "head\nsum 3\n");
        assert!(text.contains("line 2 has the form `{a:int} {b:int}`, got `sum 3`"), "{text}");
    }
}
