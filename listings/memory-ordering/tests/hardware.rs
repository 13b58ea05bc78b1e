//! The third judge of the litmus tests: no run on a real machine ever shows an outcome that the explorer forbids.

use std::collections::BTreeMap;
use std::time::Duration;

use interleave::{Model, Options};
use memory_ordering::LITMUS_TESTS;

/// What the models say that bind this machine: Rust's, and on x86-64 that of the processor.
fn models() -> &'static [Model] {
    if cfg!(target_arch = "x86_64") {
        &[Model::Rc11, Model::Tso]
    } else {
        &[Model::Rc11]
    }
}

/// The outcomes that were seen and that one of the models forbids.
fn forbidden(name: &str, seen: &BTreeMap<String, u64>) -> Vec<String> {
    let path = format!("{}/src/bin/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(path).unwrap();
    let report = interleave::explore(&source, models(), &Options::default()).unwrap();
    let mut wrong = Vec::new();
    for model in report.models {
        assert!(model.complete, "{name} was not explored to the end");
        for outcome in seen.keys() {
            let line = format!("{outcome}\n");
            if !model
                .outcomes
                .iter()
                .any(|possible| possible.stdout == line)
            {
                wrong.push(format!(
                    "{name} gave {outcome}: no execution under {}",
                    model.model.title()
                ));
            }
        }
    }
    wrong
}

#[test]
fn no_run_shows_what_the_explorer_forbids() {
    let wrong: Vec<String> = LITMUS_TESTS
        .iter()
        .flat_map(|litmus| {
            forbidden(
                litmus.name,
                &litmus.run(100_000, Duration::from_millis(300)).outcomes,
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_outcome_that_is_forbidden_is_noticed() {
    let seen = BTreeMap::from([("0 0".to_owned(), 1), ("1 1".to_owned(), 1)]);
    assert_eq!(forbidden("store-buffering", &seen), [""; 0]);
    let wrong = forbidden("store-buffering-seqcst", &seen);
    assert_eq!(wrong.len(), models().len(), "{wrong:?}");
    assert!(
        wrong[0].starts_with("store-buffering-seqcst gave 0 0"),
        "{wrong:?}"
    );
}

#[test]
fn every_try_is_counted() {
    for litmus in LITMUS_TESTS {
        let seen = litmus.run(200, Duration::MAX);
        assert_eq!(seen.outcomes.values().sum::<u64>(), 200, "{}", litmus.name);
        let seen = litmus.run(u64::MAX, Duration::from_millis(10));
        assert_eq!(
            seen.outcomes.values().sum::<u64>(),
            seen.tries,
            "{}",
            litmus.name
        );
    }
}
