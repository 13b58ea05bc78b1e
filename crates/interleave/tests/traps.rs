//! One test for each trap that has cost other tools a wrong answer.

mod common;

use common::{can, count, printed, under};
use interleave::explore::{Method, Options};
use interleave::memory::Model::{self, Rc11, Sc, Strict, Tso};
use interleave::report::Status;

/// A program of threads in a scope; what they return is printed in order, and then the values of the statics named.
fn program(statics: &str, threads: &[&str], finals: &[&str]) -> String {
    let mut text = format!(
        "use std::sync::atomic::{{AtomicU32, Ordering::*, fence}};\nuse std::sync::{{Condvar, Mutex}};\nuse std::thread;\n{statics}\n\
         fn main() {{\n    thread::scope(|s| {{\n"
    );
    for (i, body) in threads.iter().enumerate() {
        text += &format!("        let t{i} = s.spawn(|| {{ {body} }});\n");
    }
    let mut holes = String::new();
    let mut values = String::new();
    for i in 0..threads.len() {
        text += &format!("        let r{i} = t{i}.join().unwrap();\n");
        holes += if i > 0 { " {:?}" } else { "{:?}" };
        values += &format!(", r{i}");
    }
    for name in finals {
        holes += " {}";
        values += &format!(", {name}.load(Relaxed)");
    }
    text + &format!("        println!(\"{holes}\"{values});\n    }});\n}}\n")
}

fn atomics(names: &str) -> String {
    names.split(' ').map(|name| format!("static {name}: AtomicU32 = AtomicU32::new(0);\n")).collect()
}

fn lines(source: &str, model: Model) -> Vec<String> {
    printed(&under(source, model))
}

#[test]
fn trap_1_an_update_acquires_with_its_read_and_releases_with_its_write() {
    let pass = |mode: &str, load: &str| {
        program(
            &atomics("DATA FLAG"),
            &[
                "DATA.store(1, Relaxed); FLAG.fetch_add(1, ".to_owned() + mode + "); 0",
                format!("let f = FLAG.{load}; let d = DATA.load(Relaxed); f * 10 + d"),
            ]
            .each_ref()
            .map(String::as_str),
            &[],
        )
    };
    assert!(!lines(&pass("AcqRel", "load(Acquire)"), Rc11).contains(&"0 10".into()), "its write releases");
    assert!(!lines(&pass("Release", "load(Acquire)"), Rc11).contains(&"0 10".into()));
    assert!(lines(&pass("Acquire", "load(Acquire)"), Rc11).contains(&"0 10".into()), "its write is relaxed");
    assert!(!lines(&pass("Release", "fetch_add(0, Acquire)"), Rc11).contains(&"0 10".into()), "its read acquires");
    assert!(lines(&pass("Release", "fetch_add(0, Release)"), Rc11).contains(&"0 10".into()), "its read is relaxed");
}

#[test]
fn trap_1_a_failed_compare_exchange_is_a_read_with_the_failure_ordering() {
    let pass = |failure: &str| {
        program(
            &atomics("DATA FLAG"),
            &[
                "DATA.store(1, Relaxed); FLAG.store(1, Release); 0",
                &format!(
                    "let f = FLAG.compare_exchange(7, 8, AcqRel, {failure}).unwrap_or_else(|v| v); f * 10 + DATA.load(Relaxed)"
                ),
            ],
            &["FLAG"],
        )
    };
    assert!(!lines(&pass("Acquire"), Rc11).contains(&"0 10 1".into()));
    assert!(lines(&pass("Relaxed"), Rc11).contains(&"0 10 1".into()), "success would have acquired; it failed");
    assert!(lines(&pass("Relaxed"), Rc11).iter().all(|line| line.ends_with(" 1")), "it writes nothing");
}

#[test]
fn trap_1_a_weak_compare_exchange_may_fail_spuriously() {
    let strong = program(&atomics("X"), &["X.compare_exchange(0, 1, Relaxed, Relaxed).is_ok()"], &["X"]);
    let weak = program(&atomics("X"), &["X.compare_exchange_weak(0, 1, Relaxed, Relaxed).is_ok()"], &["X"]);
    for model in Model::ALL {
        assert_eq!(lines(&strong, model), ["true 1"]);
        assert_eq!(lines(&weak, model), ["false 0", "true 1"]);
        assert_eq!(under(&weak, model).executions, Some(2));
    }
}

#[test]
fn trap_2_nothing_comes_between_an_update_and_what_it_read_and_a_write_feeds_one_update() {
    let adds = program(
        &atomics("X"),
        &["X.fetch_add(1, Relaxed)", "X.fetch_add(1, Relaxed)", "X.fetch_add(1, Relaxed)"],
        &["X"],
    );
    for model in Model::ALL {
        let found = under(&adds, model);
        assert_eq!(found.executions, Some(6));
        assert!(printed(&found).iter().all(|line| line.ends_with(" 3")), "no update is lost");
    }
    let store = program(&atomics("X"), &["X.fetch_add(1, Relaxed)", "X.store(5, Relaxed); 0"], &["X"]);
    assert_eq!(lines(&store, Rc11), ["0 0 5", "5 0 6"]);
}

#[test]
fn trap_3_fences_make_later_stores_release_and_earlier_loads_acquire() {
    let pass = |release: &str, acquire: &str| {
        program(
            &atomics("DATA OTHER FLAG"),
            &[
                &format!("DATA.store(1, Relaxed); {release} OTHER.store(1, Relaxed); FLAG.store(1, Relaxed); 0"),
                &format!(
                    "let f = FLAG.load(Relaxed); let _ = OTHER.load(Relaxed); {acquire} f * 10 + DATA.load(Relaxed)"
                ),
            ],
            &[],
        )
    };
    assert!(
        !lines(&pass("fence(Release);", "fence(Acquire);"), Rc11).contains(&"0 10".into()),
        "not only the store and the load beside it"
    );
    assert!(lines(&pass("", "fence(Acquire);"), Rc11).contains(&"0 10".into()));
    assert!(lines(&pass("fence(Release);", ""), Rc11).contains(&"0 10".into()));
    assert!(lines(&pass("fence(Acquire);", "fence(Release);"), Rc11).contains(&"0 10".into()), "the wrong way round");
    assert!(!lines(&pass("fence(SeqCst);", "fence(SeqCst);"), Rc11).contains(&"0 10".into()), "a SeqCst fence is both");
}

#[test]
fn trap_3_a_relaxed_fence_panics_as_in_rust() {
    let source = program(&atomics("X"), &["fence(Relaxed); X.load(Relaxed)"], &[]);
    match interleave::parse(&source) {
        Err(_) => {}
        Ok(_) => assert!(can(&under(&source, Sc), Status::Panicked)),
    }
}

#[test]
fn trap_4_initial_values_happen_before_everything_and_are_not_seqcst() {
    // The initial values do not race, synchronize with nothing, and a SeqCst load may read one.
    let source =
        program(&atomics("X Y"), &["X.store(1, SeqCst); Y.load(SeqCst)", "Y.store(1, SeqCst); X.load(SeqCst)"], &[]);
    for model in Model::ALL {
        assert_eq!(lines(&source, model), ["0 1", "1 0", "1 1"], "{model:?}");
    }
    let plain = program("static mut D: u32 = 7;", &["unsafe { D }", "unsafe { D }"], &[]);
    assert!(!can(&under(&plain, Rc11), Status::Race));
    assert_eq!(lines(&plain, Rc11), ["7 7"]);
}

#[test]
fn trap_5_spawn_and_join_order() {
    let source = "use std::sync::atomic::{AtomicU32, Ordering::*};\nuse std::thread;\nstatic X: AtomicU32 = AtomicU32::new(0);\nstatic mut D: u32 = 0;\n\
        fn main() {\n    X.store(1, Relaxed);\n    unsafe { D = 1 };\n    let t = thread::spawn(|| { let x = X.load(Relaxed); X.store(2, Relaxed); unsafe { D += 1 }; x });\n    \
        let r = t.join().unwrap();\n    println!(\"{} {} {}\", r, X.load(Relaxed), unsafe { D });\n}\n";
    for model in Model::ALL {
        let found = under(source, model);
        assert_eq!(printed(&found), ["1 2 2"], "{model:?}");
        assert!(!can(&found, Status::Race), "{model:?}");
        assert_eq!(found.executions, Some(1));
    }
}

#[test]
fn trap_6_short_circuits_decide_which_loads_happen() {
    let source = program(
        &atomics("X Y"),
        &["u32::from(X.load(Relaxed) == 1 && Y.load(Relaxed) == 1)", "Y.store(1, Relaxed); X.store(1, Relaxed); 0"],
        &[],
    );
    // Reads 0: one load. Reads 1: two, and the second reads 0 or 1.
    assert_eq!(under(&source, Rc11).executions, Some(3));
    assert_eq!(under(&source, Sc).executions, Some(2));
}

#[test]
fn trap_7_graphs_are_counted() {
    let source = program(
        &atomics("X Y"),
        &["X.store(1, Relaxed); Y.store(2, Relaxed); 0", "Y.store(1, Relaxed); X.store(2, Relaxed); 0"],
        &[],
    );
    let executions = |model| under(&source, model).executions;
    assert_eq!((executions(Sc), executions(Tso), executions(Rc11)), (Some(3), Some(3), Some(4)), "2+2W: nobody reads");
    let twins = program(&atomics("X"), &["X.store(1, Relaxed); 0", "X.store(1, Relaxed); 0"], &[]);
    assert_eq!(under(&twins, Rc11).executions, Some(2), "symmetric threads are told apart");
}

#[test]
fn trap_7_a_race_belongs_to_a_consistent_execution() {
    let pass = |store: &str| {
        format!(
            "static mut D: u32 = 0;\n{}",
            program(
                &atomics("FLAG"),
                &[
                    &format!("unsafe {{ D = 1 }}; FLAG.store(1, {store}); 0"),
                    "if FLAG.load(Acquire) == 1 { unsafe { D } } else { 9 }"
                ],
                &[]
            )
        )
    };
    let good = under(&pass("Release"), Rc11);
    assert!(!can(&good, Status::Race));
    assert_eq!(printed(&good), ["0 1", "0 9"]);
    let bad = under(&pass("Relaxed"), Rc11);
    assert!(can(&bad, Status::Race));
    assert_eq!((bad.executions, count(&bad, Status::Race)), (Some(3), 2));
    let race = bad.ends.iter().find(|end| end.status == Status::Race).unwrap();
    let threads = race.race.map(|places| places.map(|(thread, _)| thread)).unwrap();
    assert!(threads == [1, 2] || threads == [2, 1], "{threads:?}");
}

#[test]
fn trap_8_seqcst_is_an_axiom_and_not_the_interleaving() {
    // SB+rfis: SeqCst loads read release stores out of turn.
    let rfis = program(
        &atomics("X Y"),
        &[
            "X.store(1, Release); let a = X.load(SeqCst); a * 10 + Y.load(SeqCst)",
            "Y.store(1, Release); let a = Y.load(SeqCst); a * 10 + X.load(SeqCst)",
        ],
        &[],
    );
    assert!(lines(&rfis, Rc11).contains(&"10 10".into()));
    assert!(lines(&rfis, Tso).contains(&"10 10".into()), "and x86 does it");
    assert!(!lines(&rfis, Strict).contains(&"10 10".into()), "the text forbids it");
    assert!(!lines(&rfis, Sc).contains(&"10 10".into()));
    // IRIW: acquire and release with a global clock would allow too much.
    let iriw = |store: &str, load: &str| {
        program(
            &atomics("X Y"),
            &[
                &format!("X.store(1, {store}); 0"),
                &format!("Y.store(1, {store}); 0"),
                &format!("let a = X.load({load}); a * 10 + Y.load({load})"),
                &format!("let a = Y.load({load}); a * 10 + X.load({load})"),
            ],
            &[],
        )
    };
    assert!(lines(&iriw("Release", "Acquire"), Rc11).contains(&"0 0 10 10".into()));
    assert!(!lines(&iriw("SeqCst", "SeqCst"), Rc11).contains(&"0 0 10 10".into()));
    assert!(lines(&iriw("Release", "SeqCst"), Rc11).contains(&"0 0 10 10".into()), "half of it is not enough");
    // SeqCst fences are more than read-modify-writes: they forbid SB between relaxed accesses.
    let fences = program(
        &atomics("X Y"),
        &["X.store(1, Relaxed); fence(SeqCst); Y.load(Relaxed)", "Y.store(1, Relaxed); fence(SeqCst); X.load(Relaxed)"],
        &[],
    );
    assert_eq!(lines(&fences, Rc11), ["0 1", "1 0", "1 1"]);
}

const WAITING: &str = "static READY: Mutex<u32> = Mutex::new(0);\nstatic CV: Condvar = Condvar::new();\n";

#[test]
fn trap_9_a_notification_without_a_waiter_is_lost() {
    let careless = program(
        WAITING,
        &[
            "let g = READY.lock().unwrap(); let g = CV.wait(g).unwrap(); *g",
            "*READY.lock().unwrap() = 1; CV.notify_one(); 0",
        ],
        &[],
    );
    let careful = program(
        WAITING,
        &[
            "let mut g = READY.lock().unwrap(); while *g == 0 { g = CV.wait(g).unwrap(); } *g",
            "*READY.lock().unwrap() = 1; CV.notify_one(); 0",
        ],
        &[],
    );
    for model in Model::ALL {
        let found = under(&careless, model);
        assert!(can(&found, Status::Deadlock), "{model:?}: it came before the wait");
        assert_eq!(printed(&found), ["1 0"], "{model:?}");
        let found = under(&careful, model);
        assert!(!can(&found, Status::Deadlock), "{model:?}: the wait lets go of the lock and queues up in one step");
        assert_eq!(printed(&found), ["1 0"], "{model:?}");
    }
}

#[test]
fn trap_9_notify_one_may_wake_any_waiter() {
    let wait = "let mut g = READY.lock().unwrap(); while *g == 0 { g = CV.wait(g).unwrap(); } *g -= 1; 1";
    let one = program(WAITING, &[wait, wait, "*READY.lock().unwrap() = 1; CV.notify_one(); 0"], &[]);
    let found = under(&one, Sc);
    assert!(can(&found, Status::Deadlock), "one of the two waits for ever");
    let deadlock = found.ends.iter().find(|end| end.status == Status::Deadlock).unwrap();
    assert!(deadlock.schedule.len() > 5);
}

#[test]
fn trap_10_a_thread_that_cannot_lock_is_blocked_and_not_discarded() {
    let statics = "static A: Mutex<()> = Mutex::new(());\nstatic B: Mutex<()> = Mutex::new(());\n";
    let both = |first: &str, second: &str| {
        format!("let a = {first}.lock().unwrap(); let b = {second}.lock().unwrap(); drop(b); drop(a);")
    };
    let crossed = program(statics, &[&both("A", "B"), &both("B", "A")], &[]);
    for model in Model::ALL {
        let found = under(&crossed, model);
        assert_eq!(found.executions, Some(2), "{model:?}");
        assert_eq!(count(&found, Status::Deadlock), 1, "{model:?}");
        assert_eq!(printed(&found).len(), 1, "{model:?}");
    }
    let held = program(
        "static A: Mutex<u32> = Mutex::new(0);\n",
        &["let mut a = A.lock().unwrap(); *a += 1; *a", "let mut a = A.lock().unwrap(); *a += 1; *a"],
        &[],
    );
    let found = under(&held, Rc11);
    assert_eq!((found.executions, printed(&found)), (Some(2), vec!["1 2".into(), "2 1".into()]));
    assert!(!can(&found, Status::Deadlock));
}

/// The traps of the graph search itself: the plain search and the optimal one count the same where a wrong revisit would show.
#[test]
fn no_execution_is_found_twice_or_missed() {
    let sources = [
        program(
            &atomics("X"),
            &[
                "X.fetch_add(1, Relaxed)",
                "X.swap(5, AcqRel)",
                "X.compare_exchange(1, 7, SeqCst, Relaxed).unwrap_or_else(|v| v)",
            ],
            &["X"],
        ),
        program(
            &atomics("X Y"),
            &[
                "X.load(Relaxed) + Y.load(Relaxed)",
                "X.store(1, Relaxed); Y.swap(2, Relaxed)",
                "Y.store(1, Relaxed); X.store(2, SeqCst); 0",
            ],
            &[],
        ),
        program(
            "static M: Mutex<u32> = Mutex::new(0);\n",
            &[
                "*M.lock().unwrap() += 1; 0",
                "match M.try_lock() { Ok(g) => *g, Err(_) => 9 }",
                "*M.lock().unwrap() += 5; 0",
            ],
            &[],
        ),
    ];
    for source in &sources {
        for model in Model::ALL {
            let by = |method| {
                let found = common::run(source, &Options { model, method, ..Options::default() });
                (found.executions, common::tally(&found))
            };
            assert_eq!(by(Method::Graphs), by(Method::VisitedGraphs), "{model:?}\n{source}");
        }
    }
}
