//! How programs end: threads that outlive main, panics, questions about whether a thread has ended, loops that never do.

mod common;

use std::collections::BTreeSet;

use common::{can, printed, run, under};
use interleave::explore::{Method, Options};
use interleave::memory::Model;
use interleave::report::{Found, Status};

/// What all searches say, which has to be the same: the ways to end under sc.
fn by_all(source: &str) -> BTreeSet<(Status, String)> {
    let set = |found: &Found| -> BTreeSet<(Status, String)> {
        assert!(found.complete, "{:?}", found.bounded);
        found.ends.iter().map(|end| (end.status, end.stdout.clone())).collect()
    };
    let by = |method| set(&run(source, &Options { model: Model::Sc, method, ..Options::default() }));
    let states = by(Method::States);
    assert_eq!(by(Method::Graphs), states, "the optimal graph search against the states\n{source}");
    assert_eq!(by(Method::VisitedGraphs), states, "the plain graph search against the states\n{source}");
    states
}

fn ends(list: &[(Status, &str)]) -> BTreeSet<(Status, String)> {
    list.iter().map(|&(status, text)| (status, text.to_owned())).collect()
}

#[test]
fn main_does_not_wait_for_threads_that_it_does_not_join() {
    let source =
        "use std::thread;\nfn main() { thread::spawn(|| { println!(\"a\"); println!(\"b\"); }); println!(\"m\"); }\n";
    let some = by_all(source);
    use Status::Finished;
    assert_eq!(
        some,
        ends(&[
            (Finished, "m\n"),
            (Finished, "a\nm\n"),
            (Finished, "m\na\n"),
            (Finished, "a\nb\nm\n"),
            (Finished, "a\nm\nb\n"),
            (Finished, "m\na\nb\n")
        ])
    );
}

#[test]
fn a_thread_that_main_leaves_behind_may_be_stuck() {
    let source = "use std::sync::Mutex;\nuse std::thread;\nstatic M: Mutex<u32> = Mutex::new(0);\n\
        fn main() { let g = M.lock().unwrap(); thread::spawn(|| { println!(\"{}\", M.lock().unwrap()); }); std::mem::forget(g); println!(\"m\"); }\n";
    if interleave::parse(source).is_ok() {
        assert_eq!(by_all(source), ends(&[(Status::Finished, "m\n")]));
    }
}

#[test]
fn a_panic_surfaces_at_join_and_mains_ends_the_program() {
    let source = "use std::sync::atomic::{AtomicU32, Ordering::*};\nuse std::thread;\nstatic X: AtomicU32 = AtomicU32::new(0);\n\
        fn main() { let t = thread::spawn(|| assert_eq!(X.load(SeqCst), 0)); X.store(1, SeqCst); let r = t.join(); println!(\"{}\", r.is_ok()); r.unwrap(); }\n";
    assert_eq!(by_all(source), ends(&[(Status::Finished, "true\n"), (Status::Panicked, "false\n")]));
}

#[test]
fn whether_a_thread_has_ended_can_be_asked_too_early() {
    let source = "use std::sync::atomic::{AtomicU32, Ordering::*};\nuse std::thread;\nstatic X: AtomicU32 = AtomicU32::new(0);\n\
        fn main() { let t = thread::spawn(|| X.store(1, SeqCst)); let x = X.load(SeqCst); println!(\"{x} {}\", t.is_finished()); t.join().unwrap(); }\n";
    use Status::Finished;
    assert_eq!(
        by_all(source),
        ends(&[(Finished, "0 false\n"), (Finished, "0 true\n"), (Finished, "1 false\n"), (Finished, "1 true\n")])
    );
}

#[test]
fn prints_of_several_threads_come_in_every_order() {
    let source = "use std::thread;\nfn main() { thread::scope(|s| { s.spawn(|| { println!(\"a\"); println!(\"b\"); }); s.spawn(|| println!(\"c\")); }); }\n";
    assert_eq!(by_all(source).len(), 3);
    assert_eq!(under(source, Model::Rc11).executions, Some(3), "the order of outputs is part of an execution");
}

#[test]
fn who_asks_until_a_thread_has_ended_gets_there() {
    let source = "use std::thread;\nuse std::time::Duration;\n\
        fn main() { let t = thread::spawn(|| println!(\"a\")); \
        while !t.is_finished() { thread::sleep(Duration::from_millis(5)); } println!(\"m\"); }\n";
    assert_eq!(by_all(source), ends(&[(Status::Finished, "a\nm\n")]));
}

#[test]
fn a_wait_for_what_never_comes_is_a_livelock() {
    let source = "use std::hint;\nuse std::sync::atomic::{AtomicU32, Ordering::*};\nuse std::thread;\nstatic X: AtomicU32 = AtomicU32::new(0);\n\
        fn main() { thread::scope(|s| { s.spawn(|| while X.load(Acquire) != 2 { hint::spin_loop(); }); s.spawn(|| X.store(1, Release)); }); println!(\"done\"); }\n";
    for model in Model::ALL {
        let found = under(source, model);
        assert!(can(&found, Status::Livelock) && printed(&found).is_empty(), "{model:?} {:?}", found.ends);
    }
}

#[test]
fn spin_locks_are_explored_to_the_end() {
    let lock = |take: &str| {
        format!(
            "use std::hint;\nuse std::sync::atomic::{{AtomicBool, AtomicU32, Ordering::*}};\nuse std::thread;\nstatic TAKEN: AtomicBool = AtomicBool::new(false);\n\
             static mut COUNT: u32 = 0;\nfn main() {{ thread::scope(|s| {{ for _ in 0..3 {{ s.spawn(|| {{ {take} unsafe {{ COUNT += 1 }}; TAKEN.store(false, Release); }}); }} }}); \
             println!(\"{{}}\", unsafe {{ COUNT }}); }}\n"
        )
    };
    for take in [
        "while TAKEN.swap(true, Acquire) { hint::spin_loop(); }",
        "while TAKEN.swap(true, Acquire) {}",
        "while TAKEN.compare_exchange(false, true, Acquire, Relaxed).is_err() {}",
        "while TAKEN.compare_exchange_weak(false, true, Acquire, Relaxed).is_err() { hint::spin_loop(); }",
        "while TAKEN.load(Relaxed) || TAKEN.swap(true, Acquire) { thread::yield_now(); }",
        "loop { if TAKEN.compare_exchange(false, true, Acquire, Relaxed).is_ok() { break; } while TAKEN.load(Relaxed) { hint::spin_loop(); } }",
    ] {
        for model in [Model::Sc, Model::Tso, Model::Rc11] {
            let found = run(&lock(take), &Options { model, method: Method::Graphs, ..Options::default() });
            assert!(found.complete, "{take} under {model:?}: {:?}", found.bounded);
            assert_eq!(printed(&found), ["3"], "{take} under {model:?}");
            assert!(
                found.ends.iter().all(|end| end.status == Status::Finished),
                "{take} under {model:?}: {:?}",
                found.ends
            );
        }
        let states = run(&lock(take), &Options { model: Model::Sc, method: Method::States, ..Options::default() });
        assert_eq!((printed(&states), can(&states, Status::Deadlock)), (vec!["3".to_owned()], false));
    }
}

#[test]
fn a_loop_that_writes_for_ever_is_cut_and_the_answer_says_so() {
    let source = "use std::sync::atomic::{AtomicU32, Ordering::*};\nuse std::thread;\nstatic X: AtomicU32 = AtomicU32::new(0);\n\
        fn main() { thread::scope(|s| { s.spawn(|| while X.load(Relaxed) != 2 { X.store(1, Relaxed); }); s.spawn(|| X.store(2, Relaxed)); }); println!(\"done\"); }\n";
    let found = under(source, Model::Rc11);
    assert!(!found.complete && found.bounded.is_some());
    assert_eq!(printed(&found), ["done"]);
    let states = under(source, Model::Sc);
    assert!(states.complete, "a finite graph of states");
}

#[test]
fn where_executions_have_no_number_the_states_answer() {
    let source = "use std::sync::Mutex;\nuse std::thread;\nstatic FORKS: [Mutex<()>; 3] = [const { Mutex::new(()) }; 3];\n\
        fn dine(seat: usize) { loop { let _left = FORKS[seat].lock().unwrap(); if FORKS[(seat + 1) % 3].try_lock().is_ok() { return; } } }\n\
        fn main() { thread::scope(|s| { for seat in 0..3 { s.spawn(move || dine(seat)); } }); println!(\"done\"); }\n";
    for model in [Model::Sc, Model::Tso, Model::Rc11] {
        let mut options = Options { model, count: true, ..Options::default() };
        options.budget.states = 10_000;
        let found = run(source, &options);
        assert!(found.complete, "{model:?}: {:?}", found.bounded);
        assert_eq!((found.executions, found.schedules.as_deref()), (None, Some("infinite")), "{model:?}");
        assert!(can(&found, Status::Livelock), "{model:?}");
        assert_eq!(printed(&found), ["done"], "{model:?}");
    }
}

#[test]
fn budgets_say_what_was_hit() {
    let source = "use std::sync::atomic::{AtomicU32, Ordering::*};\nuse std::thread;\nstatic X: AtomicU32 = AtomicU32::new(0);\n\
        fn main() { thread::scope(|s| { for _ in 0..3 { s.spawn(|| for _ in 0..4 { X.fetch_add(1, Relaxed); }); } }); println!(\"{}\", X.load(Relaxed)); }\n";
    let ticks = std::cell::Cell::new(0.0);
    let clock = || {
        ticks.set(ticks.get() + 1.0);
        ticks.get()
    };
    let with = |change: &dyn Fn(&mut Options<'_>)| {
        let mut options = Options { model: Model::Rc11, method: Method::Graphs, ..Options::default() };
        change(&mut options);
        run(source, &options)
    };
    for (word, found) in [
        ("states", with(&|options| options.budget.states = 100)),
        ("executions", with(&|options| options.budget.executions = 10)),
        ("memory", with(&|options| options.budget.memory = 1000)),
    ] {
        assert!(!found.complete, "{word}");
        assert!(found.bounded.as_deref().is_some_and(|bounded| bounded.contains(word)), "{word}: {:?}", found.bounded);
    }
    let mut options = Options { model: Model::Rc11, method: Method::Graphs, ..Options::default() };
    options.budget.time = Some((100.0, &clock));
    let found = run(source, &options);
    assert!(found.bounded.as_deref().is_some_and(|bounded| bounded.contains("time")));
    assert_eq!(printed(&found), ["12"], "what was found so far stands");
}

#[test]
fn a_thread_that_goes_round_alone_for_ever_stops_no_search() {
    use Status::{Finished, Livelock};
    let program = |body: &str, main: &str| {
        format!(
            "use std::hint;\nuse std::sync::atomic::{{AtomicU32, Ordering::*, fence}};\nuse std::thread;\nstatic X: AtomicU32 = AtomicU32::new(0);\n\
             fn main() {{ let t = thread::spawn(|| {{ {body} }}); {main} println!(\"main\"); }}\n"
        )
    };
    for endless in [
        "loop { thread::yield_now(); }",
        "loop { fence(SeqCst); }",
        "loop { fence(SeqCst); thread::yield_now(); }",
        "X.store(1, SeqCst); loop { hint::spin_loop(); }",
        "let mut even = true; loop { even = !even; if even { fence(Release); } else { thread::yield_now(); } }",
    ] {
        assert_eq!(by_all(&program(endless, "t.join().unwrap();")), ends(&[(Livelock, "")]), "{endless}");
        assert_eq!(by_all(&program(endless, "drop(t);")), ends(&[(Finished, "main\n")]), "{endless}");
    }
    // As often as that, and no more.
    assert_eq!(
        by_all(&program("for _ in 0..500 { thread::yield_now(); }", "t.join().unwrap();")),
        ends(&[(Finished, "main\n")])
    );
}

#[test]
fn loops_with_ever_new_states_end_with_the_budget() {
    let program = |body: &str| {
        format!(
            "use std::sync::atomic::{{AtomicU64, Ordering::*, fence}};\nuse std::sync::{{Arc, Barrier, Condvar, Mutex, RwLock, mpsc}};\nuse std::thread;\n\
             static X: AtomicU64 = AtomicU64::new(0);\nfn main() {{ thread::scope(|s| {{ for _ in 0..2 {{ s.spawn(|| {{ {body} }}); }} }}); }}\n"
        )
    };
    for endless in [
        "loop { drop(Arc::new(AtomicU64::new(0))); }",
        "let mut n = 0u64; loop { n += 1; thread::yield_now(); }",
        "let mut n = 0u64; loop { n += 1; fence(SeqCst); }",
        "let mut n = 0u64; loop { for m in 0..9_000u64 { n ^= m; } n += 1; thread::yield_now(); }",
        "let mut n = 0u64; loop { n += X.load(Relaxed) + 1; }",
        "loop { X.fetch_add(1, Relaxed); }",
        "loop { println!(\"x\"); }",
        "let mut n = 0u64; loop { n += 1; print!(\"{}\", n % 2); if X.load(SeqCst) == 7 { break; } }",
        "loop { let m = Mutex::new(0); *m.lock().unwrap() += 1; }",
        "let m = RwLock::new(0u64); loop { *m.write().unwrap() += 1; drop(m.read()); }",
        "let (s, r) = mpsc::channel(); loop { s.send(1).unwrap(); if X.load(SeqCst) == 1 { r.recv().unwrap(); } }",
        "let b = Barrier::new(1); let mut n = 0u64; loop { n += 1; b.wait(); }",
        "let mut n = 0u64; loop { n += u64::from(rand::random::<bool>()); }",
    ] {
        for method in [Method::Auto, Method::States, Method::Graphs, Method::VisitedGraphs] {
            let models = if method == Method::States { &Model::ALL[..1] } else { &[Model::Sc, Model::Rc11] };
            for &model in models {
                let start = std::time::Instant::now();
                let clock = || start.elapsed().as_secs_f64() * 1000.0;
                let mut options = Options { model, method, ..Options::default() };
                options.budget.time = Some((20.0, &clock));
                let found = run(&program(endless), &options);
                let took = start.elapsed().as_millis();
                assert!(!found.complete, "{endless} by {method:?} under {model:?}: {:?}", found.ends);
                assert!(took < 3_000, "{took} ms: {endless} by {method:?} under {model:?}: {:?}", found.bounded);
            }
        }
    }
}
