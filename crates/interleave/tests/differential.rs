//! Random programs of the subset, explored by everything there is: the two graph searches under every model, the state search
//! under sc, and a deliberately naive enumerator that runs every interleaving to its end and remembers nothing.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use interleave::explore::{Method, Options, explore};
use interleave::memory::Model;
use interleave::report::Status;
use interleave::request::{Answer, End, Init, Object, Program, Request, STATICS, Thread, ThreadId, Update, Value};
use interleave::sync::{self, Rules, State};
use proptest::prelude::*;

/// A machine state of the naive enumerator.
#[derive(Clone)]
struct Naive<T> {
    threads: BTreeMap<ThreadId, T>,
    memory: BTreeMap<Object, Value>,
    syncs: BTreeMap<Object, State>,
    printed: String,
}

/// What can be printed, and whether one can get stuck: by recursion over every interleaving.
fn enumerate<P: Program>(
    program: &P,
    state: &Naive<P::Thread>,
    names: &mut BTreeMap<(ThreadId, u32), ThreadId>,
    found: &mut BTreeSet<(Status, String)>,
) {
    if let Request::End(end) = state.threads[&0].request() {
        let status = if matches!(end, End::Panicked(_)) { Status::Panicked } else { Status::Finished };
        found.insert((status, state.printed.clone()));
        return;
    }
    let mut stuck = true;
    for (&id, thread) in &state.threads {
        for way in 0.. {
            let mut next = state.clone();
            let answer = match thread.request().clone() {
                Request::End(_) => break,
                Request::Join { thread } => match state.threads[&thread].request() {
                    Request::End(end) => Answer::Joined(end.clone()),
                    _ => break,
                },
                Request::Sync { object, op } => {
                    let mut it = next.syncs[&object].clone();
                    if way >= it.choices(id, &op, Rules::default()) {
                        break;
                    }
                    let mut partner = op.partner().map(|mutex| next.syncs[&mutex].clone());
                    let reply = it.perform(partner.as_mut(), id, &op, way, None).reply;
                    next.syncs.insert(object, it);
                    next.syncs.extend(op.partner().zip(partner));
                    Answer::Synced(reply)
                }
                Request::Update { object, update, .. } => {
                    let found = state.memory[&object].clone();
                    let new = match &update {
                        Update::Swap(value) => Some(value.clone()),
                        Update::Fetch(fetch, by) => Some(fetch.apply(&found, by)),
                        Update::CompareExchange { expected, new, .. } => (found == *expected).then(|| new.clone()),
                    };
                    let weak = matches!(update, Update::CompareExchange { weak: true, .. }) && new.is_some();
                    let new = new.filter(|_| way == 0);
                    if way > u32::from(weak) {
                        break;
                    }
                    let wrote = new.is_some();
                    next.memory.extend(new.map(|value| (object, value)));
                    Answer::Updated { found, wrote }
                }
                _ if way > 0 => break,
                Request::Load { object, .. } => Answer::Value(state.memory[&object].clone()),
                Request::Store { object, value, .. } => {
                    next.memory.insert(object, value);
                    Answer::Done
                }
                Request::Create { object, init } => {
                    match init {
                        Init::Memory(value) => drop(next.memory.insert(object, value)),
                        Init::Sync(it) => drop(next.syncs.insert(object, it)),
                    }
                    Answer::Done
                }
                Request::Spawn { child, entry } => {
                    let fresh = names.len() as ThreadId + 1;
                    let name = *names.entry((id, child)).or_insert(fresh);
                    next.threads.insert(name, program.spawn(name, &entry, &mut 10_000).unwrap());
                    Answer::Thread(name)
                }
                Request::Print { text } => {
                    next.printed += &text;
                    Answer::Done
                }
                Request::Fence { .. } | Request::Yield => Answer::Done,
                other => panic!("the naive enumerator knows no {other:?}"),
            };
            stuck = false;
            next.threads.get_mut(&id).unwrap().answer(answer, &mut 10_000).unwrap();
            // What touches nothing shared needs no interleaving; without this, three threads take a day.
            enumerate(program, &next, names, found);
            if matches!(
                thread.request(),
                Request::Create { .. }
                    | Request::Spawn { .. }
                    | Request::Fence { .. }
                    | Request::Yield
                    | Request::Join { .. }
            ) {
                return;
            }
        }
    }
    if stuck {
        found.insert((Status::Deadlock, state.printed.clone()));
    }
}

fn naive<P: Program>(program: &P) -> BTreeSet<(Status, String)> {
    let mut start =
        Naive { threads: BTreeMap::new(), memory: BTreeMap::new(), syncs: BTreeMap::new(), printed: String::new() };
    for (init, index) in program.statics().iter().zip(0..) {
        let object = Object { owner: STATICS, index };
        match init {
            Init::Memory(value) => drop(start.memory.insert(object, value.clone())),
            Init::Sync(state) => drop(start.syncs.insert(object, state.clone())),
        }
    }
    start.threads.insert(0, program.main(&mut 10_000).unwrap());
    for id in 0..10 {
        start.syncs.insert(sync::token(id), sync::implicit(sync::token(id)).unwrap());
    }
    let mut found = BTreeSet::new();
    enumerate(program, &start, &mut BTreeMap::new(), &mut found);
    found
}

/// One statement; registers are `r`, a sum that tells runs apart.
fn statement() -> impl Strategy<Value = String> {
    let loc = prop_oneof![Just("X"), Just("Y")];
    let load = prop_oneof![Just("Relaxed"), Just("Acquire"), Just("SeqCst")];
    let store = prop_oneof![Just("Relaxed"), Just("Release"), Just("SeqCst")];
    let update = prop_oneof![Just("Relaxed"), Just("Acquire"), Just("Release"), Just("AcqRel"), Just("SeqCst")];
    let fence = prop_oneof![Just("Acquire"), Just("Release"), Just("AcqRel"), Just("SeqCst")];
    prop_oneof![
        4 => (loc.clone(), load.clone()).prop_map(|(x, m)| format!("r = r * 10 + {x}.load({m});")),
        4 => (loc.clone(), store, 1..3u32).prop_map(|(x, m, n)| format!("{x}.store({n}, {m});")),
        2 => (loc.clone(), update.clone(), 1..3u32).prop_map(|(x, m, n)| format!("r = r * 10 + {x}.fetch_add({n}, {m});")),
        1 => (loc.clone(), update.clone(), 1..3u32).prop_map(|(x, m, n)| format!("r = r * 10 + {x}.swap({n}, {m});")),
        2 => (loc.clone(), update.clone(), load.clone(), 0..2u32).prop_map(|(x, m, f, n)| {
            format!("if {x}.compare_exchange({n}, 2, {m}, {f}).is_err() {{ r += 5; }}")
        }),
        1 => (loc.clone(), update, load.clone()).prop_map(|(x, m, f)| format!("if {x}.compare_exchange_weak(0, 1, {m}, {f}).is_ok() {{ r += 5; }}")),
        1 => fence.prop_map(|m| format!("fence({m});")),
        1 => (loc.clone(), load.clone()).prop_map(|(x, m)| format!("if {x}.load({m}) == 1 {{ Y.store(2, Relaxed); }}")),
        1 => Just("{ let mut g = M.lock().unwrap(); *g += 1; r = r * 10 + *g; }".to_owned()),
        1 => Just("unsafe { D += 1 };".to_owned()),
        1 => Just("r = r * 10 + unsafe { D };".to_owned()),
        1 => (loc, load, 0..2u32).prop_map(|(x, m, n)| format!("while {x}.load({m}) < {n} {{ hint::spin_loop(); }}")),
        1 => Just("print!(\"{}\", r);".to_owned()),
        1 => Just("let _g = N.lock().unwrap(); let _h = M.lock().unwrap();".to_owned()),
    ]
}

fn source() -> impl Strategy<Value = String> {
    let thread = |most| prop::collection::vec(statement(), 1..=most).prop_map(|lines| lines.join("\n            "));
    prop_oneof![prop::collection::vec(thread(4), 2..=2), prop::collection::vec(thread(2), 3..=3)].prop_map(|threads| {
        let mut text = String::from(
            "use std::hint;\nuse std::sync::Mutex;\nuse std::sync::atomic::{AtomicU32, Ordering::*, fence};\nuse std::thread;\n\
             static X: AtomicU32 = AtomicU32::new(0);\nstatic Y: AtomicU32 = AtomicU32::new(0);\nstatic M: Mutex<u32> = Mutex::new(0);\n\
             static N: Mutex<u32> = Mutex::new(0);\nstatic mut D: u32 = 0;\n\nfn main() {\n    thread::scope(|s| {\n",
        );
        for (i, body) in threads.iter().enumerate() {
            text += &format!("        let t{i} = s.spawn(|| {{\n            let mut r = 0;\n            {body}\n            r\n        }});\n");
        }
        for i in 0..threads.len() {
            text += &format!("        let r{i} = t{i}.join().unwrap();\n        println!(\"{{}}\", r{i});\n");
        }
        text + "    });\n}\n"
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_searches_agree(source in source()) {
        let program = interleave::parse(&source).map_err(|refusals| TestCaseError::fail(format!("{refusals:?}")))?;
        let by = |model, method| explore(&program, &Options { model, method, ..Options::default() });
        let set = |found: &interleave::report::Found| -> BTreeSet<(Status, String)> {
            found.ends.iter().filter(|end| !matches!(end.status, Status::Race)).map(|end| (end.status, end.stdout.clone())).collect()
        };
        for model in Model::ALL {
            let (optimal, plain) = (by(model, Method::Graphs), by(model, Method::VisitedGraphs));
            prop_assert_eq!(common::tally(&optimal), common::tally(&plain), "{:?}\n{}", model, source);
            prop_assert_eq!(optimal.executions, plain.executions);
            if model == Model::Sc {
                let states = by(model, Method::States);
                prop_assert_eq!(set(&states), set(&optimal), "states and graphs\n{}", source);
                // A wait that fails goes round for ever in the naive enumerator.
                if !source.contains("while") {
                    prop_assert_eq!(set(&states), naive(&program), "states and naive\n{}", source);
                }
            }
        }
    }
}
