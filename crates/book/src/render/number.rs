//! Numbers in sentences: measured ones from recordings, counted ones from explorations.

use super::Pen;
use super::text::{date, number, thousands};
use crate::contract::{Cell, Contract, Prints};
use crate::markup::directive::{Fault, Found, OfRow, Quantity, Target, did_you_mean, list};
use crate::recording::{Recording, Statistics};

impl Pen<'_> {
    /// `{{#recorded chapter/name quantity}}`.
    pub(super) fn recorded(&mut self, target: &Target, quantity: &Quantity, digits: Option<usize>) -> String {
        let Some((recording, contract)) = self.needed_recording(target) else { return String::new() };
        let Some(recording) = recording.as_ref() else { return String::new() };
        match value(recording, contract, quantity) {
            Ok(Value::Number(value)) => number(value, digits),
            Ok(Value::Text(text)) => text,
            Err((what, mend)) => {
                self.wrong(format!("`{target}`: {what}"), mend);
                String::new()
            }
        }
    }

    /// `{{#explored chapter/name quantity}}`.
    pub(super) fn explored(&mut self, target: &Target, quantity: &Found, model: &str) -> String {
        let Some((listing, contract)) = self.find_contract(target) else { return String::new() };
        if !contract.explored {
            self.wrong(format!("`{target}` is not explored"), "add `explored = true` to its contract");
            return String::new();
        }
        let Some(explorations) = self.exploration(listing, contract) else { return String::new() };
        let Some(found) = explorations.iter().find(|exploration| exploration.model.name() == model) else {
            self.wrong(format!("`{model}` is no model"), "the models are sc, tso and rc11");
            return String::new();
        };
        let counted = match quantity {
            Found::Executions => found.executions,
            Found::Schedules => match &found.schedules {
                Some(text) => text.parse().ok(),
                None => None,
            },
            Found::States => Some(found.states),
            Found::Outcomes => Some(found.outcomes.len() as u64),
            Found::Possible(output) => {
                let mut all = explorations.iter().flat_map(|exploration| &exploration.outcomes);
                // One that is misspelt would be impossible under every model, and nobody would notice.
                if !all.any(|outcome| without_digits(&outcome.stdout) == without_digits(output)) {
                    self.wrong(
                        format!("`{target}` prints nothing like {output:?}"),
                        "write what it prints, line break and all; only its digits may be others",
                    );
                }
                let is_possible = found.outcomes.iter().any(|outcome| outcome.stdout == *output);
                return if is_possible { "yes" } else { "no" }.to_owned();
            }
        };
        match counted {
            Some(count) => thousands(count),
            None => {
                self.wrong(
                    format!("nobody can count the {} of `{target}` under `{model}`", quantity.name()),
                    "say it in words",
                );
                String::new()
            }
        }
    }
}

/// What stands around the numbers of an output.
fn without_digits(output: &str) -> String {
    output.chars().filter(|c| !c.is_ascii_digit()).collect()
}

enum Value {
    Number(f64),
    Text(String),
}

fn value(recording: &Recording, contract: &Contract, quantity: &Quantity) -> Result<Value, (String, String)> {
    let times = |what: &str| {
        recording
            .times(what)
            .or_else(|| contract.classes.iter().any(|class| class.name == what).then_some(0))
            .ok_or_else(|| {
                let mut known: Vec<String> = recording.classes.iter().map(|class| class.name.clone()).collect();
                known.extend(
                    recording.outcomes.iter().take(5).map(|outcome| outcome.stdout.trim_end().replace('\n', "\\n")),
                );
                (
                    format!("no output and no class is `{}`", what.replace('\n', "\\n")),
                    format!("there is {}", list(&known)),
                )
            })
    };
    let hole = |name: &str| -> Result<&Statistics, (String, String)> {
        recording.holes.get(name).ok_or_else(|| {
            let known: Vec<&str> = recording.holes.keys().map(String::as_str).collect();
            let mend = if known.is_empty() {
                "its pattern has no hole for a number; of a row, write `row K HOLE`".to_owned()
            } else {
                format!("{}it has {}", did_you_mean(name, known.iter().copied()), list(&known))
            };
            (format!("no hole for a number is named `{name}`"), mend)
        })
    };
    Ok(Value::Number(match quantity {
        Quantity::Runs => recording.runs as f64,
        Quantity::Outcomes => recording.distinct as f64,
        Quantity::Times(what) => times(what)? as f64,
        Quantity::Share(what) => {
            return Ok(Value::Text(number(times(what)? as f64 / recording.runs as f64 * 100.0, Some(3))));
        }
        Quantity::Min(name) => hole(name)?.min,
        Quantity::Median(name) => hole(name)?.median,
        Quantity::P90(name) => hole(name)?.p90,
        Quantity::Max(name) => hole(name)?.max,
        Quantity::Row(row, of, name) => return cell(recording, *row, *of, name),
        Quantity::Machine => return Ok(Value::Text(recording.machine.processor.clone())),
        Quantity::Cores => return Ok(Value::Text(thousands(recording.machine.cores))),
        Quantity::Date => return Ok(Value::Text(date(&recording.date))),
    }))
}

fn cell(recording: &Recording, row: i64, of: OfRow, name: &str) -> Result<Value, (String, String)> {
    let rows = recording.rows.len() as i64;
    let index = if row > 0 { row - 1 } else { rows + row };
    let Some(cells) = usize::try_from(index).ok().and_then(|index| recording.rows.get(index)) else {
        return Err((format!("there is no row {row}"), format!("the recording has {rows} rows")));
    };
    match cells.median.get(name) {
        Some(Cell::Number(median)) => {
            // What was the same in every run is recorded once.
            let spread = match of {
                OfRow::Min => cells.min.get(name),
                OfRow::Median => None,
                OfRow::Max => cells.max.get(name),
            };
            Ok(Value::Number(*spread.unwrap_or(median)))
        }
        Some(Cell::Text(text)) => Ok(Value::Text(text.clone())),
        None => {
            let known: Vec<&str> = cells.median.keys().map(String::as_str).collect();
            Err((
                format!("no column is named `{name}`"),
                format!("{}the columns are {}", did_you_mean(name, known.iter().copied()), list(&known)),
            ))
        }
    }
}

/// A recorded quantity, if it is a number.
///
/// # Errors
/// There is no such thing in the recording.
pub fn measured(recording: &Recording, contract: &Contract, quantity: &Quantity) -> Result<Option<f64>, Fault> {
    Ok(match (value(recording, contract, quantity)?, quantity) {
        (Value::Number(number), _) => Some(number),
        // A share is rounded for the page.
        (Value::Text(text), Quantity::Share(_)) => text.parse().ok(),
        (Value::Text(_), _) => None,
    })
}

/// Every number that a recording holds and that nobody may type. What leads a row, such as the number of threads, was given
/// to the program and not measured by it.
pub fn held(recording: &Recording, contract: &Contract) -> Vec<f64> {
    let given: Vec<&str> = match (&contract.plot, &contract.prints) {
        (Some(plot), _) => vec![&plot.x],
        (None, Prints::Pattern(pattern)) => {
            pattern.rows.iter().flat_map(|rows| rows.holes.first()).map(|hole| hole.name.as_str()).collect()
        }
        _ => Vec::new(),
    };
    let mut held = vec![recording.runs as f64, recording.distinct as f64];
    held.extend(recording.outcomes.iter().map(|outcome| outcome.times as f64));
    held.extend(recording.classes.iter().map(|class| class.times as f64));
    for statistics in recording.holes.values() {
        held.extend([statistics.min, statistics.median, statistics.p90, statistics.max]);
    }
    for row in &recording.rows {
        let measured = row.median.iter().filter(|(name, _)| !given.contains(&name.as_str()));
        held.extend(measured.filter_map(|(_, cell)| cell.number()));
    }
    held
}
