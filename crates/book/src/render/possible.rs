//! What a program can do, and how often it did: a row for each outcome, in the manner of jcstress.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use interleave::report::Status;
use interleave::stepper::thread_name;
use interleave::{Exploration, Model, Outcome};

use super::outcomes::{block, rate};
use super::text::{counted, escape, inline, thousands};
use super::trace;
use crate::contract::{Contract, Ending, Listing};
use crate::judge::explored::{self, asked, words};
use crate::recording::{self, Recording};

/// A table has so many lines of outcomes and no more: what is left over has one row.
const LINES: usize = 12;

/// One row: an outcome, or all that belong together.
struct Row<'a> {
    /// What the page shows of it.
    label: Label<'a>,
    status: Status,
    /// The outcomes under each model.
    under: Vec<Vec<&'a Outcome>>,
    /// In how many runs it was seen.
    seen: Option<Seen>,
}

enum Label<'a> {
    /// What it printed.
    Output(&'a str),
    /// The contract's name for such outputs, and how many they are.
    Class(&'a str, usize),
    /// All that the table has no room for.
    Rest(usize),
}

#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Seen {
    /// In so many runs.
    Times(u64),
    /// In so many at most: the recording keeps the most frequent outputs alone.
    AtMost(u64),
}

/// What the explorer found, beside what a recording saw: the table, and the most telling schedule. `source` is the whole program
/// where the page shows a part of it.
pub fn section(
    listing: &Listing,
    contract: &Contract,
    found: &[Exploration],
    recording: Option<&Recording>,
    source: Option<&str>,
) -> String {
    let rows = rows(contract, found, recording);
    let mut page = format!(
        "<section class=\"outcomes\" data-listing=\"{}/{}\"{}>\n",
        escape(&listing.chapter),
        escape(&listing.name),
        if contract.spurious { " data-spurious" } else { "" }
    );
    page.push_str(&table(contract, found, &rows, recording));
    for exploration in found.iter().filter(|exploration| !exploration.complete) {
        let bound = exploration.bounded.as_deref().unwrap_or("its budget was used up");
        page.push_str(&format!(
            "<p class=\"bounded\">Not everything was seen under {}: {}. What is missing there may be possible.</p>\n",
            exploration.model.title(),
            escape(bound)
        ));
    }
    if rows.iter().any(|row| row.status == Status::Race) {
        page.push_str(
            "<p class=\"bounded\">A data race is undefined behavior: of a program that can race, nothing else in this table is \
             promised.</p>\n",
        );
    }
    if let Some(shape) = explored::under(found, Model::Rc11).and_then(|rust| rust.load_buffering.as_ref()) {
        page.push_str(&format!("<p class=\"bounded\">Not in this table: {}.</p>\n", escape(shape)));
    }
    page.push_str(&telling(contract, found, &rows));
    if let Some(source) = source {
        page.push_str(&format!("<template class=\"listing-source\">{}</template>\n", escape(source)));
    }
    page.push_str("</section>\n");
    page
}

fn rows<'a>(contract: &'a Contract, found: &'a [Exploration], recording: Option<&Recording>) -> Vec<Row<'a>> {
    // By status, by class in the order of the contract, and by output where there is no class.
    let mut rows: BTreeMap<(Status, usize, &str), Row<'a>> = BTreeMap::new();
    for (at, exploration) in found.iter().enumerate() {
        for outcome in &exploration.outcomes {
            // What was printed before a race does not matter: it is undefined behavior all the same.
            let output = if outcome.status == Status::Race { "" } else { outcome.stdout.as_str() };
            let is_asked = asked(&contract.ends).contains(&outcome.status);
            let class = contract.classes.iter().position(|class| is_asked && class.pattern.matches(output));
            let key = (outcome.status, class.unwrap_or(usize::MAX), if class.is_some() { "" } else { output });
            let row = rows.entry(key).or_insert_with(|| Row {
                label: class.map_or(Label::Output(output), |class| Label::Class(&contract.classes[class].name, 0)),
                status: outcome.status,
                under: vec![Vec::new(); found.len()],
                seen: None,
            });
            row.under[at].push(outcome);
        }
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    for row in &mut rows {
        if let Label::Class(_, outputs) = &mut row.label {
            *outputs = row.under.iter().map(Vec::len).max().unwrap_or(0);
        }
        row.seen = recording.and_then(|recording| seen(contract, recording, row));
    }
    shortened(contract, found, rows)
}

/// How often a row was seen.
fn seen(contract: &Contract, recording: &Recording, row: &Row) -> Option<Seen> {
    // A run that hangs does not say why.
    let hangs = |status: Status| matches!(status, Status::Deadlock | Status::Livelock | Status::Starvation);
    let ended_so = |outcome: &&recording::Outcome| match outcome.ended {
        Some(ended) => ended == row.status || hangs(ended) && hangs(row.status),
        None => asked(&contract.ends).contains(&row.status),
    };
    match row.label {
        // Nobody sees a race.
        _ if row.status == Status::Race => None,
        Label::Class(name, _) => {
            Some(Seen::Times(recording.classes.iter().find(|class| class.name == name).map_or(0, |class| class.times)))
        }
        Label::Output(output) => {
            let outcome = recording.outcomes.iter().filter(ended_so).find(|outcome| outcome.stdout == output);
            let all_kept = recording.distinct == recording.outcomes.len() as u64;
            let rarest = || recording.outcomes.iter().map(|outcome| outcome.times).min().unwrap_or(0);
            Some(match outcome {
                Some(outcome) => Seen::Times(outcome.times),
                None if all_kept => Seen::Times(0),
                None => Seen::AtMost(rarest()),
            })
        }
        Label::Rest(_) => None,
    }
}

/// The most frequent first, and what there is no room for in one row. What a program must not do has its room, and before the
/// others what no interleaving gives or the contract has a word on.
fn shortened<'a>(contract: &Contract, found: &[Exploration], mut rows: Vec<Row<'a>>) -> Vec<Row<'a>> {
    let times = |row: &Row| match row.seen {
        Some(Seen::Times(times) | Seen::AtMost(times)) => times,
        None => 0,
    };
    rows.sort_by_key(|row| Reverse(times(row)));
    let (mut usual, other): (Vec<Row>, Vec<Row>) =
        rows.into_iter().partition(|row| asked(&contract.ends).contains(&row.status));
    usual.sort_by_key(|row| why(contract, found, row).is_empty());
    let height = |row: &Row| match row.label {
        Label::Output(output) if is_flat(output) => 1,
        Label::Output(output) => output.lines().count().max(1),
        Label::Class(..) | Label::Rest(_) => 1,
    };
    let mut room = LINES.saturating_sub(other.iter().take(4).map(height).sum());
    let mut shown = Vec::new();
    let mut rest: Vec<Row> = Vec::new();
    for row in usual {
        // One row says no less than "1 other".
        if rest.is_empty() && (room >= height(&row) || shown.len() < 2) {
            room = room.saturating_sub(height(&row));
            shown.push(row);
        } else {
            rest.push(row);
        }
    }
    shown.sort_by_key(|row| Reverse(times(row)));
    let mut other = other.into_iter();
    shown.extend(other.by_ref().take(4));
    rest.extend(other);
    if rest.len() == 1 {
        shown.append(&mut rest);
    } else if let Some(first) = rest.first() {
        let status = first.status;
        let mut under: Vec<Vec<&Outcome>> = vec![Vec::new(); first.under.len()];
        let mut seen = Some(Seen::Times(0));
        let count = rest.len();
        for row in rest {
            for (all, own) in under.iter_mut().zip(&row.under) {
                all.extend(own);
            }
            seen = match (seen, row.seen) {
                (Some(Seen::Times(all)), Some(Seen::Times(own))) => Some(Seen::Times(all + own)),
                _ => None,
            };
        }
        shown.push(Row { label: Label::Rest(count), status, under, seen });
    }
    shown
}

fn table(contract: &Contract, found: &[Exploration], rows: &[Row], recording: Option<&Recording>) -> String {
    let counted_under = found.iter().rposition(|exploration| {
        exploration.outcomes.iter().any(|outcome| outcome.executions.is_some_and(|count| count > 0))
    });
    let explained = rows.iter().any(|row| !why(contract, found, row).is_empty());
    let models: String =
        found.iter().map(|exploration| format!("<th scope=\"col\">{}</th>", exploration.model.title())).collect();
    let tall = |text: &str| format!("<th scope=\"col\" rowspan=\"2\">{text}</th>");
    let mut page = format!(
        "<div class=\"table-wrapper\"><table class=\"outcomes\"><caption>{}</caption><thead><tr>{}\
         <th scope=\"colgroup\" colspan=\"{}\">Possible under</th>",
        caption(contract, rows),
        tall(if rows.iter().any(|row| matches!(row.label, Label::Class(..))) { "Outcome" } else { "Prints" }),
        found.len()
    );
    if counted_under.is_some() {
        page.push_str(&tall("Executions"));
    }
    if let Some(recording) = recording {
        page.push_str(&tall(&format!("Seen in {}", counted(recording.runs, "run"))));
    }
    if explained {
        page.push_str(&tall("How"));
    }
    page.push_str(&format!("</tr><tr>{models}</tr></thead><tbody>"));
    for row in rows {
        page.push_str(&format!("<tr{}>", attributes(row)));
        page.push_str(&format!("<th scope=\"row\">{}</th>", label(row)));
        for (exploration, outcomes) in found.iter().zip(&row.under) {
            let (class, word) = match (outcomes.is_empty(), exploration.complete) {
                (false, _) => ("yes", "yes"),
                (true, true) => ("no", "no"),
                (true, false) => ("no", "?"),
            };
            page.push_str(&format!("<td class=\"{class} {}\">{word}</td>", exploration.model.name()));
        }
        if let Some(at) = counted_under {
            let counts: Option<Vec<u64>> = row.under[at].iter().map(|outcome| outcome.executions).collect();
            let count = counts.filter(|counts| !counts.is_empty()).map(|counts| counts.iter().sum());
            page.push_str(&format!("<td class=\"count\">{}</td>", count.map_or("–".to_owned(), thousands)));
        }
        if let Some(recording) = recording {
            let seen = match row.seen {
                Some(Seen::Times(times)) => rate(times, recording.runs),
                Some(Seen::AtMost(times)) => format!("{} at most", thousands(times)),
                None => "–".to_owned(),
            };
            page.push_str(&format!("<td class=\"seen\">{seen}</td>"));
        }
        if explained {
            page.push_str(&format!("<td class=\"why\">{}</td>", why(contract, found, row)));
        }
        page.push_str("</tr>");
    }
    page.push_str("</tbody></table></div>\n");
    page
}

fn caption(contract: &Contract, rows: &[Row]) -> &'static str {
    let ends = |status| rows.iter().any(|row| row.status == status);
    match &contract.ends {
        _ if rows.iter().any(|row| !asked(&contract.ends).contains(&row.status)) => "What it can do",
        Ending::Hangs(_) if ends(Status::Livelock) => "It never ends; what it can print before",
        Ending::Hangs(_) => "It gets stuck; what it can print before",
        Ending::Panics(_) => "Main panics; what it can print before",
        _ => "What it can print",
    }
}

/// What scripts know a row by.
fn attributes(row: &Row) -> String {
    let (status, _) = words(row.status);
    match row.label {
        Label::Output(output) => format!(" data-outcome=\"{}\" data-status=\"{status}\"", escape(output)),
        Label::Class(name, _) => format!(" data-class=\"{}\" data-status=\"{status}\"", escape(name)),
        Label::Rest(_) => " class=\"rest\"".to_owned(),
    }
}

fn label(row: &Row) -> String {
    match row.label {
        Label::Output(_) if row.status == Status::Race => "<em>anything</em>".to_owned(),
        // Many short lines are easier to compare side by side.
        Label::Output(output) if is_flat(output) => {
            let lines: Vec<String> = output.lines().map(escape).collect();
            format!("<samp>{}</samp>", lines.join("<span class=\"end\"> ⏎ </span>"))
        }
        Label::Output(output) => block("output", output).trim_end().to_owned(),
        Label::Class(name, 1) => inline(name),
        Label::Class(name, outputs) => {
            format!("{} <span class=\"share\">{} outputs</span>", inline(name), thousands(outputs as u64))
        }
        Label::Rest(outcomes) => format!("{} others", thousands(outcomes as u64)),
    }
}

/// Whether an output is shown in one line.
fn is_flat(output: &str) -> bool {
    output.lines().count() > 2 && output.len() <= 40 && output.ends_with('\n')
}

/// A word on how it comes about.
fn why(contract: &Contract, found: &[Exploration], row: &Row) -> String {
    let Label::Output(output) = row.label else { return String::new() };
    let mut says = Vec::new();
    if row.status != Status::Finished {
        says.extend(row.under.iter().flatten().next().and_then(|outcome| detail(outcome)));
    }
    says.extend(contract.why.get(output).map(|own| inline(own)));
    let interleaves = found.iter().zip(&row.under).any(|(it, outcomes)| it.model == Model::Sc && !outcomes.is_empty());
    let all_known = found.iter().any(|it| it.model == Model::Sc && it.complete);
    if !interleaves && all_known {
        says.push("no interleaving of the steps gives it".to_owned());
    }
    let says = says.join("; ");
    match row.status {
        Status::Finished => says,
        status if says.is_empty() => format!("<strong>{}</strong>", status.title()),
        status => format!("<strong>{}</strong>: {says}", status.title()),
    }
}

/// How an outcome ends that is more than printing. Who waits for what stands below the schedule.
fn detail(outcome: &Outcome) -> Option<String> {
    match outcome.cycle[..] {
        [] => outcome.detail.as_deref().map(with_code),
        [one] => Some(format!("{} waits for itself", thread_name(one))),
        [one, other] => Some(format!("{} and {} wait for each other", thread_name(one), thread_name(other))),
        ref many => Some(format!("{} threads in a circle, each waiting for the next", many.len())),
    }
}

/// The explorer's words, in which code stands between backticks.
fn with_code(text: &str) -> String {
    let part =
        |(at, part): (usize, &str)| if at % 2 == 1 { format!("<code>{}</code>", escape(part)) } else { escape(part) };
    if text.matches('`').count() % 2 == 1 { escape(text) } else { text.split('`').enumerate().map(part).collect() }
}

/// The schedule that says most: of what must not happen, else of what no interleaving gives, else of what happens least often.
fn telling(contract: &Contract, found: &[Exploration], rows: &[Row]) -> String {
    let outcomes = rows.iter().filter(|row| !matches!(row.label, Label::Rest(_)));
    let rarity = |row: &&Row| match row.seen {
        Some(Seen::Times(times) | Seen::AtMost(times)) => times,
        None => row.under.iter().flatten().filter_map(|outcome| outcome.executions).max().unwrap_or(0),
    };
    let bad = rows.iter().find(|row| row.status.is_bad());
    let weak = || {
        rows.iter().find(|row| {
            found
                .iter()
                .zip(&row.under)
                .any(|(it, outcomes)| it.model == Model::Sc && it.complete && outcomes.is_empty())
        })
    };
    let rare = || outcomes.min_by_key(rarity).filter(|_| rows.len() > 1);
    let Some(row) = bad.or_else(weak).or_else(rare) else { return String::new() };
    // Under the first model that has it, where it is easiest to follow.
    let Some((model, outcome)) =
        found.iter().zip(&row.under).find_map(|(it, outcomes)| Some((it.model, *outcomes.first()?)))
    else {
        return String::new();
    };
    let is_asked = asked(&contract.ends).contains(&row.status);
    let title = match (row.status, &row.label) {
        (Status::Finished, Label::Class(name, _)) => format!("A schedule: {}", inline(name)),
        (Status::Finished, _) => format!("A schedule that prints {}", trace::on_one_line(&outcome.stdout)),
        (status, _) if is_asked => format!("How it comes to the {}", status.title()),
        (status, _) => format!("A schedule that ends in a {}", status.title()),
    };
    let title = if model == Model::Sc { title } else { format!("{title}, under {}", model.title()) };
    trace::folded(&title, outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Catalogue, Language};
    use crate::judge::explored;
    use crate::recording::Machine;

    /// A listing with this program, recorded with these outputs, as it stands on the page.
    fn page(program: &str, contract: &str, seen: &[(&str, u64)], change: fn(&mut Exploration)) -> String {
        let folder = tempfile::tempdir().unwrap();
        let chapter = folder.path().join("listings/demo");
        std::fs::create_dir_all(chapter.join("src/bin")).unwrap();
        std::fs::write(chapter.join("Cargo.toml"), "").unwrap();
        std::fs::write(chapter.join("src/bin/two.rs"), program).unwrap();
        let contracts = format!("[two]\ncaption = \"Two\"\nexplored = true\n{contract}");
        std::fs::write(chapter.join("contracts.toml"), contracts).unwrap();
        let (catalogue, problems) = Catalogue::load(folder.path());
        assert!(problems.is_empty(), "{problems}");
        let listing = catalogue.listing("demo", "two").unwrap();
        let contract = listing.contract(Language::Rust).unwrap();
        let mut found = explored::explore(folder.path(), &listing.source(Language::Rust), contract).unwrap();
        found.iter_mut().for_each(change);
        let outcomes = seen.iter().map(|&(stdout, times)| recording::Outcome {
            stdout: stdout.to_owned(),
            stderr: None,
            ended: None,
            times,
        });
        let recording = Recording {
            listing: "demo/two".to_owned(),
            runs: seen.iter().map(|(_, times)| times).sum(),
            distinct: seen.len() as u64,
            outcomes: outcomes.collect(),
            classes: Vec::new(),
            holes: BTreeMap::new(),
            rows: Vec::new(),
            toolchain: String::new(),
            crates: BTreeMap::new(),
            machine: Machine { processor: String::new(), cores: 2, system: String::new() },
            date: String::new(),
            fingerprint: String::new(),
        };
        section(listing, contract, &found, Some(&recording).filter(|_| !seen.is_empty()), None)
    }

    const STORE_BUFFERING: &str = "use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);
fn main() {
    let (a, b) = thread::scope(|s| {
        let a = s.spawn(|| { X.store(1, Relaxed); Y.load(Relaxed) });
        let b = s.spawn(|| { Y.store(1, Relaxed); X.load(Relaxed) });
        (a.join().unwrap(), b.join().unwrap())
    });
    println!(\"{a} {b}\");
}
";
    const FOUR: &str = "prints-one-of = [\"0 0\\n\", \"0 1\\n\", \"1 0\\n\", \"1 1\\n\"]\nwhy = { \"1 1\\n\" = \"both *stores* first\" }\n";

    #[test]
    fn every_outcome_has_its_row_under_every_model() {
        let page = page(STORE_BUFFERING, FOUR, &[("0 1\n", 90), ("1 0\n", 9), ("0 0\n", 1)], |_| {});
        let row = |outcome: &str| {
            let start = page.find(&format!("<tr data-outcome=\"{outcome}&#10;\" data-status=\"finish\">")).unwrap();
            &page[start..start + page[start..].find("</tr>").unwrap()]
        };
        let cells = |sc| {
            format!(
                "<td class=\"{sc} sc\">{sc}</td><td class=\"yes tso\">yes</td><td class=\"yes rc11\">yes</td><td class=\"count\">1</td>"
            )
        };
        assert!(row("0 0").contains(&cells("no")), "{page}");
        assert!(row("0 0").contains("no interleaving of the steps gives it"), "{page}");
        assert!(row("0 1").contains(&(cells("yes") + "<td class=\"seen\">90 ")), "{page}");
        assert!(
            row("1 1").contains("<td class=\"seen\">never</td><td class=\"why\">both <em>stores</em> first</td>"),
            "{page}"
        );
        // What no interleaving gives is what needs a schedule.
        assert!(page.contains("<summary>A schedule that prints <code>0 0</code>, under x86-TSO</summary>"), "{page}");
        assert!(
            page.contains(
                "data-by=\"thread 2\"><code>X.load(Relaxed)</code> <span class=\"note\">reads 0 (the initial value)"
            ),
            "{page}"
        );
        assert!(page.starts_with("<section class=\"outcomes\" data-listing=\"demo/two\">"), "{page}");
    }

    #[test]
    fn what_was_not_seen_to_the_end_is_said() {
        let page = page(STORE_BUFFERING, FOUR, &[], |exploration| {
            exploration.complete = false;
            exploration.bounded = Some("the budget of 5 states was used up".to_owned());
            exploration.outcomes.truncate(1);
        });
        assert!(page.contains("Not everything was seen under x86-TSO: the budget of 5 states was used up."), "{page}");
        assert!(page.contains("<td class=\"no sc\">?</td><td class=\"yes tso\">yes</td>"), "{page}");
        assert!(!page.contains("Seen in") && !page.contains("no interleaving"), "{page}");
    }

    #[test]
    fn other_ends_stand_beside_the_usual_one() {
        let program = "use std::sync::Mutex;
use std::thread;
static A: Mutex<()> = Mutex::new(());
static B: Mutex<()> = Mutex::new(());
fn main() {
    thread::scope(|s| {
        s.spawn(|| { let _a = A.lock().unwrap(); let _b = B.lock().unwrap(); });
        s.spawn(|| { let _b = B.lock().unwrap(); let _a = A.lock().unwrap(); });
    });
    println!(\"done\");
}
";
        let page = page(program, "prints = \"done\\n\"\nmay = [\"deadlock\"]\n", &[("done\n", 10)], |_| {});
        assert!(page.contains("<caption>What it can do</caption>"), "{page}");
        assert!(page.contains("data-status=\"deadlock\""), "{page}");
        assert!(page.contains("<strong>deadlock</strong>: thread 1 and thread 2 wait for each other"), "{page}");
        assert!(page.contains("<summary>A schedule that ends in a deadlock</summary>"), "{page}");
        assert!(page.contains("<li>Thread 1 waits for the lock B, which thread 2 holds</li>"), "{page}");
        assert!(
            page.contains("<td class=\"seen\">never</td>") && page.contains("<td class=\"seen\">every time</td>"),
            "{page}"
        );
    }

    #[test]
    fn many_outcomes_are_cut_short_and_counted() {
        let program = "use std::thread;
fn main() {
    thread::scope(|s| {
        for number in 0..4 { s.spawn(move || println!(\"{number}\")); }
    });
}
";
        let page = page(
            program,
            "lines = [\"0\", \"1\", \"2\", \"3\"]\n",
            &[("0\n1\n2\n3\n", 7), ("3\n2\n1\n0\n", 3)],
            |_| {},
        );
        assert_eq!(page.matches("data-outcome").count(), LINES);
        assert!(page.contains("<tr class=\"rest\"><th scope=\"row\">12 others</th>"), "{page}");
        assert!(page.contains("<td class=\"count\">12</td><td class=\"seen\">never</td></tr></tbody>"), "{page}");
    }

    #[test]
    fn what_there_is_a_word_on_is_not_cut() {
        let program = "use std::thread;
fn main() {
    thread::scope(|s| {
        for number in 0..4 { s.spawn(move || println!(\"{number}\")); }
    });
}
";
        let why = "lines = [\"0\", \"1\", \"2\", \"3\"]\nwhy = { \"3\\n2\\n1\\n0\\n\" = \"the last comes first\" }\n";
        let page = page(program, why, &[("0\n1\n2\n3\n", 10)], |_| {});
        assert!(page.contains("the last comes first"), "{page}");
        assert!(page.contains("<th scope=\"row\">12 others</th>"), "{page}");
        let first = page.find("data-outcome").unwrap();
        assert!(page[first..].starts_with("data-outcome=\"0&#10;1&#10;2&#10;3"), "{page}");
    }

    #[test]
    fn code_in_the_explorers_words_is_code() {
        assert_eq!(with_code("the write `a < b` in line 3"), "the write <code>a &lt; b</code> in line 3");
        assert_eq!(with_code("a lone ` stays"), "a lone ` stays");
    }
}
