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

/// A file of this package.
fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The outcomes that were seen and that one of the models forbids.
fn forbidden(name: &str, models: &[Model], seen: &BTreeMap<String, u64>) -> Vec<String> {
    let source = read(&format!("src/bin/{name}.rs"));
    let report = interleave::explore(&source, models, &Options::default()).unwrap();
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
    let mut wrong = Vec::new();
    for litmus in LITMUS_TESTS {
        let seen = litmus.run(100_000, Duration::from_millis(300));
        wrong.extend(forbidden(litmus.name, models(), &seen.outcomes));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_outcome_that_is_forbidden_is_noticed() {
    let seen = BTreeMap::from([("0 0".to_owned(), 1), ("1 1".to_owned(), 1)]);
    assert_eq!(
        forbidden("store-buffering", &[Model::Tso, Model::Rc11], &seen),
        [""; 0]
    );
    assert_eq!(
        forbidden("store-buffering-seqcst", &[Model::Rc11], &seen),
        ["store-buffering-seqcst gave 0 0: no execution under Rust"]
    );
}

#[test]
fn every_try_is_counted() {
    for litmus in LITMUS_TESTS {
        let seen = litmus.run(200, Duration::MAX);
        assert_eq!(
            (seen.tries, seen.outcomes.values().sum()),
            (200, 200),
            "{}",
            litmus.name
        );
        let seen = litmus.run(u64::MAX, Duration::from_millis(10));
        assert_eq!(
            seen.outcomes.values().sum::<u64>(),
            seen.tries,
            "{}",
            litmus.name
        );
    }
}

/// What the hint of the exercise says.
#[test]
fn one_fence_mends_petersons_lock_on_x86_and_not_in_rust() {
    let source = read("examples/petersons-lock-wrong-one-fence.rs");
    let report =
        interleave::explore(&source, &[Model::Tso, Model::Rc11], &Options::default()).unwrap();
    let outputs = |model: usize| -> Vec<&str> {
        report.models[model]
            .outcomes
            .iter()
            .map(|outcome| outcome.stdout.as_str())
            .collect()
    };
    assert_eq!(outputs(0), ["2\n"]);
    assert_eq!(outputs(1), ["1\n", "2\n"]);
}
