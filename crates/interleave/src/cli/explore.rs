//! `interleave explore`: the outcome table, and how each bad outcome comes about.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use interleave::report::{Outcome, Status};
use interleave::{Exploration, Model, Report};

use super::paint::{BAD, BOLD, DIM, GOOD, WARN, columns, cut, fit, on_one_line, paragraph, width};
use super::{Exit, How, Models, Told, load, print, trace, verdict};

pub fn run(file: &Path, models: Option<Models>, json: bool, show: usize, how: &How) -> Result<Exit, Told> {
    let loaded = load(file)?;
    let models: Vec<Model> = match models {
        Some(Models::Sc) => vec![Model::Sc],
        Some(Models::Tso) => vec![Model::Tso],
        Some(Models::Rc11) => vec![Model::Rc11],
        Some(Models::Strict) => vec![Model::Strict],
        Some(Models::All) => Model::ALL.to_vec(),
        None if json => vec![Model::Rc11],
        None => vec![Model::Sc, Model::Tso, Model::Rc11],
    };
    let explorations: Vec<Exploration> = models.iter().map(|&model| super::explore(&loaded, model, how).1).collect();
    let exit = verdict(&explorations);
    if json {
        print(&format!("{}\n", Report { models: explorations }.to_json()));
    } else {
        print(&tell(&loaded.name, &explorations, show));
    }
    Ok(exit)
}

/// A row of the table: the outcome under each model that has it.
struct Row<'a> {
    status: Status,
    stdout: &'a str,
    under: Vec<Option<&'a Outcome>>,
}

impl<'a> Row<'a> {
    /// The outcome under the first model that has it: the one that is easiest to follow.
    fn first(&self) -> (usize, &'a Outcome) {
        let found = self.under.iter().enumerate().find_map(|(at, outcome)| Some((at, (*outcome)?)));
        found.expect("a row has an outcome")
    }
}

fn rows(explorations: &[Exploration]) -> Vec<Row<'_>> {
    let mut rows: BTreeMap<(Status, &str), Row<'_>> = BTreeMap::new();
    for (at, exploration) in explorations.iter().enumerate() {
        for outcome in &exploration.outcomes {
            // What was printed before a race does not matter: it is undefined behaviour all the same.
            let stdout = if outcome.status == Status::Race { "" } else { outcome.stdout.as_str() };
            let row = rows.entry((outcome.status, stdout)).or_insert_with(|| Row {
                status: outcome.status,
                stdout,
                under: vec![None; explorations.len()],
            });
            row.under[at] = Some(outcome);
        }
    }
    rows.into_values().collect()
}

fn tell(name: &str, explorations: &[Exploration], show: usize) -> String {
    let rows = rows(explorations);
    let mut out = format!("\n{BOLD}{name}{BOLD:#}\n\n");
    table(&mut out, explorations, &rows, show);
    out.push('\n');
    for exploration in explorations {
        summary(&mut out, exploration);
    }
    if rows.iter().any(|row| row.status == Status::Race) {
        out.push('\n');
        out.push_str(&paragraph(
            "A data race is undefined behaviour: of a program that can race, nothing else in this table is promised.",
            2,
        ));
    }
    let weak = explorations.iter().find(|it| it.model == Model::Rc11);
    if let Some(load_buffering) = weak.and_then(|it| it.load_buffering.as_ref()) {
        out.push('\n');
        out.push_str(&paragraph(&format!("Not in this table: {load_buffering}."), 2));
    }
    for row in rows.iter().filter(|row| row.status.is_bad()).take(show) {
        bad(&mut out, explorations, row);
    }
    out.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn table(out: &mut String, explorations: &[Exploration], rows: &[Row<'_>], show: usize) {
    let titles: Vec<&str> = explorations.iter().map(|it| it.model.title()).collect();
    let models: usize = titles.iter().map(|title| columns(title) + 2).sum();
    let counted = explorations.iter().rev().find(|it| it.executions.is_some());
    let label = |row: &Row<'_>| {
        let printed = on_one_line(row.stdout);
        if row.status.is_bad() { format!("{} after {printed}", row.status.title()) } else { printed }
    };
    let label = |row: &Row<'_>| match (row.status.is_bad(), row.stdout.is_empty()) {
        (true, true) => row.status.title().to_string(),
        _ => label(row),
    };
    let room = width().saturating_sub(models + 16).max(12);
    let first = rows.iter().take(show).map(|row| columns(&label(row))).max().unwrap_or(0).max(7).min(room);
    let _ = write!(out, "  {DIM}{}", fit("outcome", first));
    for title in &titles {
        let _ = write!(out, "  {title}");
    }
    if counted.is_some() {
        out.push_str("  executions");
    }
    let _ = writeln!(out, "{DIM:#}");
    for row in rows.iter().take(show) {
        let style = if row.status.is_bad() { BAD } else { BOLD };
        let _ = write!(out, "  {style}{}{style:#}", fit(&cut(&label(row), first), first));
        for (exploration, outcome) in explorations.iter().zip(&row.under) {
            let w = columns(exploration.model.title());
            let (style, mark) = match outcome {
                Some(_) if row.status.is_bad() => (BAD, "yes"),
                Some(_) => (GOOD, "yes"),
                None if exploration.complete => (DIM, "–"),
                None => (WARN, "?"),
            };
            let _ = write!(out, "  {style}{mark:^w$}{style:#}");
        }
        if counted.is_some() {
            let count = row.under.iter().rev().flatten().find_map(|outcome| outcome.executions);
            let count = count.map_or_else(|| "–".to_string(), |count| count.to_string());
            let _ = write!(out, "  {count:>10}");
        }
        out.push('\n');
    }
    if rows.is_empty() {
        let _ = writeln!(out, "  {DIM}none was found{DIM:#}");
    }
    if rows.len() > show {
        let _ = writeln!(out, "  {DIM}… and {} more (--show {}){DIM:#}", rows.len() - show, rows.len());
    }
}

fn summary(out: &mut String, exploration: &Exploration) {
    let mut facts = vec![];
    let of = |count: u64, what: &str| {
        format!("{} {what}{}", thousands(&count.to_string()), if count == 1 { "" } else { "s" })
    };
    if let Some(executions) = exploration.executions {
        facts.push(of(executions, "execution"));
    }
    match exploration.schedules.as_deref() {
        Some("infinite") => facts.push("infinitely many schedules".into()),
        Some("1") => facts.push("1 schedule".into()),
        Some(count) => facts.push(format!("{} schedules", thousands(count))),
        None => {}
    }
    facts.push(of(exploration.states, "state"));
    facts.push(format!("{} ms", milliseconds(exploration.time_ms)));
    let _ = writeln!(out, "  {}  {}", fit(exploration.model.title(), 7), facts.join(", "));
    if let Some(bounded) = &exploration.bounded {
        let _ = write!(
            out,
            "  {WARN}{}{WARN:#}",
            paragraph(&format!("Not everything was seen: {bounded}."), 11).trim_start_matches("  ")
        );
    }
}

fn bad(out: &mut String, explorations: &[Exploration], row: &Row<'_>) {
    let (at, outcome) = row.first();
    let under: Vec<&str> =
        explorations.iter().zip(&row.under).filter(|(_, it)| it.is_some()).map(|(it, _)| it.model.title()).collect();
    let _ = writeln!(out, "\n{BAD}✗ {}{BAD:#} {DIM}under {}{DIM:#}", row.status.title(), under.join(", "));
    if let Some(detail) = &outcome.detail {
        out.push_str(&paragraph(detail, 2));
    }
    if !row.stdout.is_empty() {
        let _ = writeln!(
            out,
            "  {DIM}printed so far: {}{DIM:#}",
            cut(&on_one_line(row.stdout), width().saturating_sub(18))
        );
    }
    out.push('\n');
    out.push_str(&trace::trace(outcome));
    if !outcome.schedule.is_empty() {
        let model = explorations[at].model.name();
        let _ = writeln!(out, "\n  {DIM}interleave step --model {model} --schedule {} …{DIM:#}", outcome.schedule);
    }
}

/// `12345678` as `12,345,678`.
fn thousands(digits: &str) -> String {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.to_string();
    }
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Two digits that matter.
fn milliseconds(time: f64) -> String {
    match time {
        t if t < 0.095 => format!("{t:.2}"),
        t if t < 9.5 => format!("{t:.1}"),
        t => thousands(&format!("{t:.0}")),
    }
}
