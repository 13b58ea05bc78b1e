use std::cell::RefCell;

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

// ANCHOR: property
/// How often a job ran that is due every so many ticks, if somebody looked at the clock at these times.
fn hasty(period: u64, looks: &[u64]) -> u64 {
    let due = looks.iter().filter(|&&now| now % period == 0);
    due.count() as u64
}

fn main() {
    let periods = 1..100u64;
    let looks = prop::collection::btree_set(1..1000u64, 1..20);
    let failed = RefCell::new(Vec::new());
    let result = runner().run(&(periods, looks), |(period, looks)| {
        let looks: Vec<u64> = looks.into_iter().collect();
        let due = looks[looks.len() - 1] / period;
        if hasty(period, &looks) == due {
            return Ok(());
        }
        failed.borrow_mut().push((period, looks));
        Err(TestCaseError::fail("not as many runs as were due"))
    });
    // ANCHOR_END: property
    let failed = failed.into_inner();
    let (period, looks) = &failed[0];
    println!("first: every {period}, looks at {looks:?}");
    if let Err(TestError::Fail(_, (period, looks))) = result {
        println!(
            "after {} smaller ones: every {period}, looks at {looks:?}",
            failed.len() - 1
        );
    }
}

/// One that tries the same cases each time, so that this page stays as it is, and writes no file.
fn runner() -> TestRunner {
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, seed)
}
