//! The library's types where threads share them: all outcomes of the programs in `tests/library`, by every search.

mod common;

use std::collections::BTreeSet;

use common::run;
use interleave::explore::{Method, Options};
use interleave::memory::Model;
use interleave::report::Status;

/// What a program can print; it must finish whatever happens.
fn outcomes(name: &str) -> Vec<String> {
    let path = format!("{}/tests/library/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(path).unwrap();
    let by = |model, method| -> BTreeSet<String> {
        let found = run(&source, &Options { model, method, ..Options::default() });
        assert!(found.complete, "{name}: {:?}", found.bounded);
        let end = |end: &interleave::report::FoundEnd| {
            assert_eq!(end.status, Status::Finished, "{name}: {:?}", end.stdout);
            end.stdout.trim_end().to_owned()
        };
        found.ends.iter().map(end).collect()
    };
    let states = by(Model::Sc, Method::States);
    for (model, method) in
        [(Model::Sc, Method::Graphs), (Model::Rc11, Method::Auto), (Model::Rc11, Method::VisitedGraphs)]
    {
        assert_eq!(by(model, method), states, "{name} under {model:?} by {method:?}");
    }
    states.into_iter().collect()
}

#[test]
fn what_is_made_on_first_use_is_made_once() {
    assert_eq!(outcomes("lazily"), ["ab 2 first 5 Some(\"first\") [1, 2]", "ab 2 main! 5 Some(\"main!\") [1, 2]"]);
}

#[test]
fn each_thread_has_its_own_thread_locals() {
    assert_eq!(outcomes("thread-local"), ["[7] 1\n0 xyz\n0"]);
}

#[test]
fn a_type_of_the_program_hides_one_of_the_library() {
    assert_eq!(outcomes("own-barrier"), ["1 Some2 2 3"]);
}

#[test]
fn a_time_out_strikes_or_does_not() {
    assert_eq!(outcomes("time-out"), ["false true\nSome(\"w\")", "true false\nSome(\"w\")"]);
}

#[test]
fn channels_hand_over_in_every_order() {
    assert_eq!(outcomes("channels"), ["[1, 2] 0 false", "[1, 2] 5 true", "[2, 1] 0 false", "[2, 1] 5 true"]);
}

#[test]
fn parking_lot_has_guards_without_results() {
    assert_eq!(outcomes("parking-lot"), ["once true 2 [2] true true 1"]);
}

#[test]
fn objects_are_called_by_their_variable_or_what_they_are() {
    let source = "use std::sync::{Arc, Mutex};\nuse std::thread;\nfn fork() -> Arc<Mutex<()>> {\n    Arc::new(Mutex::new(()))\n}\n\
        fn main() {\n    let (a, b) = (fork(), fork());\n    let pair = Arc::new([Mutex::new(0), Mutex::new(0)]);\n    let (c, d, p) = (a.clone(), b.clone(), pair.clone());\n\
        let t = thread::spawn(move || { let _c = c.lock(); let _d = d.lock(); let _x = p[0].lock(); let _y = p[1].lock(); });\n\
        { let _b = b.lock(); let _a = a.lock(); }\n    { let _y = pair[1].lock(); let _x = pair[0].lock(); }\n    t.join().unwrap();\n}\n";
    let report = interleave::explore(source, &[Model::Sc], &Options::default()).unwrap();
    let details: String = report.models[0].outcomes.iter().filter_map(|outcome| outcome.detail.clone()).collect();
    for name in ["the lock Mutex of line 4, ", "the lock Mutex of line 4 #2, "] {
        assert!(details.contains(name), "{details}");
    }
}

/// A wait unlocks the mutex in the same step: the one operation that changes two objects.
#[test]
fn the_searches_agree_on_condition_variables() {
    for source in [
        include_str!("programs/lost-wake-up.rs"),
        include_str!("library/own-barrier.rs"),
        include_str!("library/parking-lot.rs"),
        include_str!("library/time-out.rs"),
    ] {
        for spurious in [false, true] {
            let by = |method| -> BTreeSet<(Status, String)> {
                let rules = interleave::Rules { spurious, ..interleave::Rules::default() };
                let found = run(source, &Options { model: Model::Sc, method, rules, ..Options::default() });
                // A thread that wakes spuriously may do so again and again; the graphs follow it for some rounds.
                assert!(found.complete || spurious, "{:?}", found.bounded);
                let ends = found.ends.into_iter().map(|end| (end.status, end.stdout));
                ends.filter(|(status, _)| !matches!(status, Status::Livelock | Status::Starvation)).collect()
            };
            assert_eq!(by(Method::VisitedGraphs), by(Method::States), "spurious: {spurious}\n{source}");
        }
    }
}
