//! `interleave explain`: how an outcome comes about, or why it cannot.

use std::fmt::Write as _;
use std::path::Path;

use interleave::stepper::attempts::{Attempt, attempts};
use interleave::stepper::thread_name;
use interleave::{Exploration, Model, Outcome};

use super::paint::{BAD, BOLD, DIM, GOOD, LINK, on_one_line, paragraph};
use super::{Exit, How, Told, asked, load, print, trace, trimmed, unescaped};

/// Graphs that are tried for an outcome that is impossible.
const ATTEMPTS: usize = 4_000;

pub fn run(file: &Path, model: Model, outcome: &str, how: &How) -> Result<Exit, Told> {
    let loaded = load(file)?;
    let models = [Model::Sc, Model::Tso, Model::Rc11];
    let explorations: Vec<Exploration> = if models.contains(&model) { models.to_vec() } else { vec![model] }
        .into_iter()
        .map(|model| super::explore(&loaded, model, how).1)
        .collect();
    let own = explorations.iter().find(|it| it.model == model).expect("the model that was asked for");
    let shown = on_one_line(&unescaped(outcome));
    let mut out = format!("\n{BOLD}{shown}{BOLD:#}  ");
    for exploration in &explorations {
        let (style, word) = match (asked(exploration, outcome), exploration.complete) {
            (Some(_), _) => (GOOD, "yes"),
            (None, true) => (DIM, "no"),
            (None, false) => (DIM, "not found"),
        };
        let _ = write!(out, " {DIM}{}{DIM:#} {style}{word}{style:#}  ", exploration.model.title());
    }
    out.push_str("\n\n");
    let exit = match asked(own, outcome) {
        Some((_, found)) => {
            possible(&mut out, own, found);
            if found.status.is_bad() { Exit::Bad } else { Exit::Fine }
        }
        None => {
            impossible(&mut out, &loaded, own, outcome, how);
            if own.complete { Exit::Fine } else { Exit::Budget }
        }
    };
    print(&out);
    Ok(exit)
}

fn possible(out: &mut String, exploration: &Exploration, outcome: &Outcome) {
    let _ = writeln!(out, "Possible under {}. A schedule:\n", exploration.model.title());
    out.push_str(&trace::trace(outcome));
    if let Some(detail) = &outcome.detail {
        let _ = write!(out, "\n{}", paragraph(detail, 2));
    }
    let _ = writeln!(
        out,
        "\n  {DIM}interleave step --model {} --schedule {} …{DIM:#}",
        exploration.model.name(),
        outcome.schedule
    );
}

fn impossible(out: &mut String, loaded: &super::Loaded, exploration: &Exploration, outcome: &str, how: &How) {
    let model = exploration.model;
    if !exploration.complete {
        let far = exploration.bounded.as_deref().unwrap_or("a budget was hit");
        out.push_str(&paragraph(&format!("Not found under {}, but not everything was seen: {far}.", model.title()), 0));
        return;
    }
    let wanted = unescaped(outcome);
    let fits = |stdout: &str| trimmed(stdout) == trimmed(&wanted);
    let tried = attempts(&loaded.program, model, how.rules.rules(), &fits, ATTEMPTS);
    if tried.found.is_empty() {
        let all = if tried.complete { "" } else { " of those that were tried" };
        out.push_str(&paragraph(
            &format!(
                "Impossible under {}: no execution{all} prints it, even if loads could read any store.",
                model.title()
            ),
            0,
        ));
        if let Some(load_buffering) = &exploration.load_buffering {
            out.push_str(&paragraph(&format!("But mind {load_buffering}."), 0));
        }
        let nearest = nearest(exploration, &wanted);
        if !nearest.is_empty() {
            let list: Vec<String> = nearest.iter().map(|it| format!("`{}`", on_one_line(it))).collect();
            let _ = writeln!(out, "\nThe nearest outcomes that are possible: {}", list.join(", "));
        }
        return;
    }
    let (count, each) = match tried.executions {
        1 => ("One execution".to_string(), "it breaks a rule"),
        n => (format!("{n} executions"), "each breaks a rule"),
    };
    out.push_str(&paragraph(
        &format!(
            "Impossible under {}. {count} would print it if loads could read any store, but {each}:",
            model.title()
        ),
        0,
    ));
    for (number, attempt) in tried.found.iter().take(3).enumerate() {
        tell(out, number + 1, attempt);
    }
    if tried.found.len() > 3 {
        let _ = writeln!(out, "\n{DIM}… and {} more, each with a cycle of its own{DIM:#}", tried.found.len() - 3);
    }
}

fn tell(out: &mut String, number: usize, attempt: &Attempt) {
    let _ = writeln!(out, "\n{BOLD}{number}.{BOLD:#} Suppose that");
    for step in attempt.steps.iter().filter(|step| step.reads_from.is_some() && step.thread != 0) {
        let read = step.reads_from.as_ref().map_or("", |read| &read.value);
        let _ = writeln!(
            out,
            "     {}: {} {DIM}(line {}){DIM:#} reads {BOLD}{read}{BOLD:#}",
            thread_name(step.thread),
            step.does,
            step.line
        );
    }
    let _ = writeln!(out, "   That breaks {BAD}{}{BAD:#}:", attempt.axiom);
    out.push_str(&paragraph(&attempt.demands, 5));
    for line in &attempt.cycle {
        let _ = writeln!(out, "     {LINK}→{LINK:#} {line}");
    }
}

/// The finished outcomes whose text differs least.
fn nearest<'a>(exploration: &'a Exploration, wanted: &str) -> Vec<&'a str> {
    let mut outcomes: Vec<_> = exploration
        .outcomes
        .iter()
        .filter(|outcome| !outcome.status.is_bad())
        .map(|outcome| (distance(trimmed(&outcome.stdout), trimmed(wanted)), outcome.stdout.as_str()))
        .collect();
    outcomes.sort_unstable();
    outcomes.into_iter().take(3).map(|(_, stdout)| stdout).collect()
}

/// How many characters must be put in, taken out or changed to make one text of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(1000).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().take(1000).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &to) in b.iter().enumerate() {
            let change = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distances() {
        assert_eq!(distance("1 1", "1 1"), 0);
        assert_eq!(distance("1 1", "1 0"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
