//! What a recording must show, so that prose may say it: `expect = ["row 2 speedup > 1.5", "median fast < median slow"]`.
//!
//! A quantity is written as in `{{#recorded}}`. A sentence such as "two threads are faster" stands on such a line, and a new
//! recording that no longer shows it is found at once.

use crate::contract::{Contract, Language, Listing};
use crate::markup::directive::{Directive, Fault, Quantity};
use crate::problem::{Problem, Problems};
use crate::recording::Recording;
use crate::render::Sources;
use crate::render::number::measured;

const FORM: &str =
    "write a quantity of {{#recorded}}, one of < <= > >=, and a number or another quantity: \"row 2 speedup > 1.5\"";

/// Holds every recording to what its contract expects of it.
pub fn check(sources: &Sources, problems: &mut Problems) {
    for listing in sources.catalogue.listings() {
        for (&language, contract) in &listing.programs {
            if contract.expect.is_empty() {
                continue;
            }
            match sources.recording(listing, language) {
                Err(problem) => problems.push(problem),
                Ok(recording) => match recording.as_ref() {
                    None => problems.push(problem(
                        listing,
                        contract,
                        "expects something of a recording that there is not",
                        format!("cargo book record {}", listing.name),
                    )),
                    Some(recording) => one(listing, language, contract, recording, problems),
                },
            }
        }
    }
}

fn one(listing: &Listing, language: Language, contract: &Contract, recording: &Recording, problems: &mut Problems) {
    for expected in &contract.expect {
        match holds(expected, contract, recording) {
            Ok(Ok(())) => {}
            Ok(Err(shows)) => problems.push(problem(
                listing,
                contract,
                format!("expects `{expected}`, and the recording shows {shows}"),
                format!("record it on a machine that does nothing else (cargo book record {}{}), or take back what the chapter says", listing.name, language.suffix()),
            )),
            Err((what, mend)) => problems.push(problem(listing, contract, format!("expects `{expected}`: {what}"), mend)),
        }
    }
}

fn problem(listing: &Listing, contract: &Contract, what: impl Into<String>, mend: impl Into<String>) -> Problem {
    let file = format!("listings/{}/contracts.toml", listing.chapter);
    Problem::new(file, contract.line, format!("`{}` {}", listing.name, what.into()), mend)
}

/// Whether it holds; else what the recording shows instead.
fn holds(expected: &str, contract: &Contract, recording: &Recording) -> Result<Result<(), String>, Fault> {
    let form = || ("that is no comparison".to_owned(), FORM.to_owned());
    // Two characters before one, so that `<=` is not read as `<`.
    let (left, operator, right) = ["<=", ">=", "<", ">"]
        .into_iter()
        .find_map(|operator| expected.split_once(&format!(" {operator} ")).map(|(left, right)| (left, operator, right)))
        .ok_or_else(form)?;
    let side = |text: &str| -> Result<f64, Fault> {
        let text = text.trim();
        if let Ok(number) = text.parse() {
            return Ok(number);
        }
        let quantity: Quantity = match Directive::parse(&format!("recorded a/b {text}"))? {
            Directive::Recorded { quantity, .. } => quantity,
            _ => return Err(form()),
        };
        measured(recording, contract, &quantity)?.ok_or_else(|| (format!("`{text}` is no number"), FORM.to_owned()))
    };
    let (left, right) = (side(left)?, side(right)?);
    let does = match operator {
        "<=" => left <= right,
        ">=" => left >= right,
        "<" => left < right,
        _ => left > right,
    };
    Ok(if does { Ok(()) } else { Err(format!("{left} and {right}")) })
}
