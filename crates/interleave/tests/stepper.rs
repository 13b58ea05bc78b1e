//! The stepper, as a page or a terminal uses it, on real programs.

use std::collections::BTreeMap;
use std::rc::Rc;

use interleave::report::Status;
use interleave::stepper::Condition;
use interleave::{Model, Program, Rules, Stepper};

const STORE_BUFFERING: &str = include_str!("programs/store-buffering.rs");
const DEADLOCK: &str = include_str!("programs/deadlock.rs");
const LOST_UPDATE: &str = include_str!("programs/lost-update.rs");
const CHANNEL: &str = include_str!("programs/channel.rs");

fn stepper(source: &str, model: Model) -> Stepper<Program> {
    let program = interleave::parse(source).unwrap_or_else(|refusals| panic!("refused: {refusals:?}"));
    Stepper::new(Rc::new(program), model, Rules::default())
}

/// Takes the step of this token.
fn take(stepper: &mut Stepper<Program>, token: &str) {
    let choices = stepper.choices();
    let number = choices.iter().position(|choice| choice.token == token);
    let tokens: Vec<_> = choices.iter().map(|choice| &choice.token).collect();
    stepper.take(number.unwrap_or_else(|| panic!("{token} is not among {tokens:?}"))).unwrap();
}

#[test]
fn a_choice_knows_its_thread_its_source_and_the_store_that_it_reads() {
    let mut stepper = stepper(STORE_BUFFERING, Model::Rc11);
    let first = stepper.choices();
    let seen: Vec<_> = first.iter().map(|it| (it.thread, it.span.line, it.does.as_str())).collect();
    assert_eq!(seen, [(1, 10, "X.store(1, Relaxed)"), (2, 14, "Y.store(1, Relaxed)")]);
    assert!(first.iter().all(|it| it.reads_from.is_none()));
    let line = STORE_BUFFERING.lines().nth(9).unwrap();
    let span = first[0].span;
    assert_eq!(&line[span.column as usize - 1..span.end_column as usize - 1], "X.store(1, Relaxed)");

    take(&mut stepper, "1");
    take(&mut stepper, "2");
    let loads: Vec<_> = stepper.choices().into_iter().filter(|it| it.thread == 1).collect();
    let reads: Vec<_> = loads.iter().map(|it| it.reads_from.as_ref().unwrap()).collect();
    assert_eq!(reads[0].value, "1");
    let history = stepper.history();
    assert_eq!(history[reads[0].step.unwrap()].does, "Y.store(1, Relaxed)");
    assert_eq!((reads[1].value.as_str(), reads[1].step), ("0", None), "and the initial value");
}

#[test]
fn a_thread_has_come_as_far_as_what_it_wrote_or_read() {
    let mut stepper = stepper(STORE_BUFFERING, Model::Rc11);
    let views = |stepper: &Stepper<Program>| {
        let objects = stepper.objects();
        objects.into_iter().map(|it| (it.name, it.views.into_iter().collect::<BTreeMap<_, _>>())).collect::<Vec<_>>()
    };
    take(&mut stepper, "1");
    take(&mut stepper, "2");
    let known = views(&stepper);
    assert_eq!((known[0].0.as_str(), known[0].1[&1], known[0].1[&2]), ("X", 1, 0), "its own store, and no other's");
    take(&mut stepper, "2");
    assert_eq!(views(&stepper)[0].1[&2], 1, "it has read the other's");
}

#[test]
fn under_sc_a_load_reads_the_last_store_and_older_ones_are_refused_with_the_reason() {
    let mut stepper = stepper(STORE_BUFFERING, Model::Sc);
    take(&mut stepper, "1");
    take(&mut stepper, "2");
    let values: Vec<_> = stepper.choices().into_iter().map(|it| it.reads_from.unwrap().value).collect();
    assert_eq!(values, ["1", "1"]);
    let refused = stepper.refused(1);
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].would, "read 0, the initial value");
    assert!(refused[0].because.contains("last store"), "{}", refused[0].because);
}

#[test]
fn under_tso_a_fenced_load_cannot_read_the_past_and_the_cycle_says_why() {
    let mut stepper = stepper(&STORE_BUFFERING.replace("Relaxed", "SeqCst"), Model::Tso);
    for token in ["1", "1", "2"] {
        take(&mut stepper, token);
    }
    let values: Vec<_> = stepper.choices().into_iter().map(|it| it.reads_from.unwrap().value).collect();
    assert_eq!(values, ["1"], "the other has read 0, so this one reads 1");
    let refused = &stepper.refused(2)[0];
    assert_eq!(refused.rule, "x86-TSO's global order");
    let cycle = refused.cycle.join("\n");
    for part in ["X.store(1, SeqCst)", "Y.load(SeqCst) reading 0", "[rb]", "[sb]", "line 10", "before itself"] {
        assert!(cycle.contains(part), "{part} is missing:\n{cycle}");
    }
}

#[test]
fn a_blocked_thread_says_on_what_and_who_could_help() {
    let mut stepper = stepper(DEADLOCK, Model::Rc11);
    take(&mut stepper, "1");
    assert_eq!(stepper.objects().iter().find(|it| it.name == "A").unwrap().state, "held by thread 1");
    assert!(stepper.wait(2).is_none());
    take(&mut stepper, "2");
    let wait = stepper.wait(1).unwrap();
    assert_eq!(
        (wait.on.as_str(), wait.by.as_slice(), wait.at.line),
        ("the lock B, which thread 2 holds", &[2][..], 11)
    );
    let main = stepper.threads().into_iter().next().unwrap();
    assert_eq!(main.condition, Condition::Blocked);
    assert_eq!(main.wait.unwrap().by, [1], "joins the first");
    let ending = stepper.ending().unwrap();
    assert_eq!((ending.status, ending.cycle.as_slice()), (Status::Deadlock, &[1, 2][..]));
    let detail = ending.detail.unwrap();
    assert!(detail.starts_with("a cycle: thread 1 waits for the lock B, which thread 2 holds"), "{detail}");
    assert!(stepper.choices().is_empty());
    assert!(stepper.undo(), "there is a way back");
    assert!(stepper.ending().is_none());
}

#[test]
fn every_outcome_of_the_search_can_be_walked_to() {
    let programs = [
        STORE_BUFFERING,
        DEADLOCK,
        LOST_UPDATE,
        CHANNEL,
        include_str!("programs/panic.rs"),
        include_str!("programs/lost-wake-up.rs"),
    ];
    for source in programs {
        for model in Model::ALL {
            let options = interleave::Options { model, ..interleave::Options::default() };
            let report = interleave::explore(source, &[model], &options).unwrap();
            for outcome in &report.models[0].outcomes {
                let mut stepper = stepper(source, model);
                stepper.replay(&outcome.schedule).unwrap();
                let ending = stepper.ending().expect("an end");
                assert_eq!((ending.status, stepper.stdout()), (outcome.status, outcome.stdout.as_str()));
                assert_eq!(stepper.history(), outcome.witness);
            }
        }
    }
}

#[test]
fn the_shortest_schedule_to_a_deadlock_is_the_shortest_there_is() {
    let report =
        interleave::explore(DEADLOCK, &[Model::Sc], &interleave::Options { model: Model::Sc, ..Default::default() })
            .unwrap();
    let deadlock = report.models[0].outcomes.iter().find(|it| it.status == Status::Deadlock).unwrap();
    assert_eq!(deadlock.schedule.split('.').count(), 2, "{}", deadlock.schedule);
}

#[test]
fn a_view_is_everything_and_is_json() {
    let mut stepper = stepper(LOST_UPDATE, Model::Sc);
    take(&mut stepper, "1");
    take(&mut stepper, "2");
    stepper.undo();
    let view = serde_json::to_value(stepper.view()).unwrap();
    assert_eq!(view["model"], "sc");
    assert_eq!(view["schedule"], "1");
    assert_eq!((view["can_undo"].as_bool(), view["can_redo"].as_bool()), (Some(true), Some(true)));
    assert_eq!(view["objects"][0]["name"], "COUNTER");
    assert_eq!(view["choices"][0]["span"]["line"], 8);
    assert_eq!(view["threads"][1]["name"], "thread 1");
    assert_eq!(view["ending"], serde_json::Value::Null);
}

#[test]
fn standard_output_grows_step_by_step() {
    let mut stepper = stepper(CHANNEL, Model::Sc);
    while !stepper.choices().is_empty() {
        stepper.take(0).unwrap();
    }
    assert_eq!(stepper.stdout(), "1 2 \n");
    assert_eq!(stepper.ending().unwrap().status, Status::Finished);
    while stepper.undo() {}
    assert_eq!(stepper.stdout(), "");
}
