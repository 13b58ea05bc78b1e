//! Litmus tests without a front end.

use super::budget::{Budget, Meter};
use super::collect::Collector;
use super::graphs::Grower;
use super::script::{Do, Script};
use super::table::Table;
use super::{trust, visited};
use crate::memory::Model;
use crate::request::Mode::{self, *};
use crate::request::{Fetch, Update, Value};
use crate::sync::Rules;

/// Executions, stuck executions, and what can be printed: by both graph searches.
fn explore(script: &Script, model: Model) -> (u64, u64, Vec<String>) {
    let by = |optimal: bool| {
        let mut grower = Grower::new(Table::new(script, 1000, Rules::default()), model);
        let mut found = Collector::default();
        let mut meter = Meter::new(Budget::default());
        if optimal {
            trust::search::<_, 1>(&mut grower, &mut meter, &mut found).unwrap();
        } else {
            visited::search::<_, 1>(&mut grower, &mut meter, &mut found).unwrap();
        }
        let outcomes = found.ends(&grower).into_iter().map(|end| end.stdout).collect();
        (found.executions, found.stuck, outcomes)
    };
    let found = by(false);
    assert_eq!(by(true), found, "the optimal search finds something else");
    found
}

fn sb(store: Mode, load: Mode) -> Script {
    Script::new(2, vec![vec![Do::Store(0, store, 1), Do::Load(1, load)], vec![Do::Store(1, store, 1), Do::Load(0, load)]])
}

#[test]
fn store_buffering() {
    assert_eq!(explore(&sb(Relaxed, Relaxed), Model::Rc11).0, 4);
    assert_eq!(explore(&sb(Relaxed, Relaxed), Model::Tso).0, 4);
    assert_eq!(explore(&sb(Relaxed, Relaxed), Model::Sc), (3, 0, vec!["0 1".into(), "1 0".into(), "1 1".into()]));
    assert_eq!(explore(&sb(SeqCst, SeqCst), Model::Rc11).0, 3);
    assert_eq!(explore(&sb(SeqCst, SeqCst), Model::Strict).0, 3);
    assert_eq!(explore(&sb(SeqCst, SeqCst), Model::Tso).0, 3);
}

#[test]
fn two_plus_two_writes() {
    let script = Script::new(
        2,
        vec![vec![Do::Store(0, Relaxed, 1), Do::Store(1, Relaxed, 2)], vec![Do::Store(1, Relaxed, 1), Do::Store(0, Relaxed, 2)]],
    );
    assert_eq!(explore(&script, Model::Sc).0, 3);
    assert_eq!(explore(&script, Model::Rc11).0, 4);
}

#[test]
fn independent_reads_of_independent_writes() {
    let script = |store, load| {
        Script::new(
            2,
            vec![
                vec![Do::Store(0, store, 1)],
                vec![Do::Store(1, store, 1)],
                vec![Do::Load(0, load), Do::Load(1, load)],
                vec![Do::Load(1, load), Do::Load(0, load)],
            ],
        )
    };
    assert_eq!(explore(&script(Release, Acquire), Model::Rc11).0, 16);
    assert_eq!(explore(&script(SeqCst, SeqCst), Model::Rc11).0, 15);
    assert_eq!(explore(&script(Relaxed, Relaxed), Model::Tso).0, 15);
}

#[test]
fn message_passing_in_a_waiting_loop() {
    let wait = vec![Do::Load(1, Acquire), Do::Until(1, 0), Do::Load(0, Relaxed)];
    let script = Script::new(2, vec![vec![Do::Store(0, Relaxed, 1), Do::Store(1, Release, 1)], wait.clone()]);
    assert_eq!(explore(&script, Model::Rc11), (1, 0, vec!["1 1".into()]));
    let nobody = Script::new(2, vec![vec![Do::Store(0, Relaxed, 1)], wait]);
    assert_eq!(explore(&nobody, Model::Rc11), (0, 1, vec![String::new()]));
}

#[test]
fn increments() {
    let add = || vec![Do::Update(0, Relaxed, Update::Fetch(Fetch::Add, Value::i32(1)))];
    assert_eq!(explore(&Script::new(1, vec![add(), add(), add()]), Model::Rc11).0, 6);
}
