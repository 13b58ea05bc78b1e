//! What must hold for any text whatever. Shared by `tests/hostile.rs` and the fuzz target.

use std::rc::Rc;
use std::time::{Duration, Instant};

use interleave::search::budget::Budget;
use interleave::{Model, Options, Rules, Stepper};

/// Takes the text through everything that the explorer does. Panics if it takes too long.
pub fn survive(text: &[u8]) {
    let start = Instant::now();
    let Ok(source) = std::str::from_utf8(text) else { return };
    match interleave::parse(source) {
        Err(refusals) => {
            assert!(!refusals.is_empty(), "refused without a reason");
            for refusal in refusals {
                assert!(refusal.line >= 1 && refusal.column >= 1 && !refusal.reason.is_empty(), "{refusal:?}");
            }
        }
        Ok(program) => {
            let program = Rc::new(program);
            let bytes: u64 = text.iter().fold(0, |sum, &byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
            let model = Model::ALL[(bytes % 4) as usize];
            let rules = Rules { spurious: bytes.is_multiple_of(3), queueing: !bytes.is_multiple_of(5) };
            let clock = || start.elapsed().as_secs_f64() * 1000.0;
            let budget =
                Budget { states: 3_000, executions: 3_000, memory: 64 << 20, gauge: None, time: Some((300.0, &clock)) };
            let options = Options { model, rules, budget, ..Options::default() };
            let found = interleave::explore::explore(&*program, &options);
            let answer = interleave::report::tell::tell(&program, &found, &options, 0.0);
            for outcome in answer.outcomes.iter().take(4) {
                let detail = outcome.detail.as_deref().unwrap_or_default();
                assert!(!detail.contains("fault of this explorer"), "{detail}");
                let mut stepper = Stepper::new(Rc::clone(&program), model, rules);
                stepper.replay(&outcome.schedule).expect("a schedule of our own");
                assert_eq!(stepper.schedule(), outcome.schedule);
            }
            walk(&mut Stepper::new(program, model, rules), bytes);
        }
    }
    let limit = Duration::from_secs(5);
    assert!(start.elapsed() < limit, "took {:?}", start.elapsed());
}

/// A walk that the text decides: steps, and back, and the reasons why not.
fn walk<P: interleave::request::Program>(stepper: &mut Stepper<P>, seed: u64) {
    let mut dice = seed | 1;
    for _ in 0..30 {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let roll = (dice >> 33) as usize;
        let choices = stepper.choices();
        if choices.is_empty() {
            break;
        }
        if roll.is_multiple_of(7) {
            let here = stepper.schedule();
            if stepper.undo() {
                assert!(stepper.redo());
            }
            assert_eq!(stepper.schedule(), here);
        }
        if roll.is_multiple_of(11) {
            for view in stepper.threads() {
                let _ = stepper.refused(view.thread);
            }
            let _ = stepper.objects();
            let _ = stepper.history();
        }
        stepper.take(roll % choices.len()).expect("a step that was offered");
        let _ = stepper.ending();
    }
}
