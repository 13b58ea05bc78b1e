//! Litmus tests without a front end.

use super::budget::{Budget, Meter};
use super::collect::Collector;
use super::graphs::Grower;
use super::script::{Do, Script};
use super::table::Table;
use super::{trust, visited};
use crate::explore::{Method, Options};
use crate::memory::Model;
use crate::report::{Found, Status};
use crate::request::Mode::{self, *};
use crate::request::{Fetch, Update, Value};
use crate::sync::{self, Op, Rules, State, mutex};

/// Executions, stuck executions, and what can be printed: by both graph searches.
fn explore(script: &Script, model: Model) -> (u64, u64, Vec<String>) {
    let by = |optimal: bool| {
        let mut grower = Grower::new(Table::new(script, 1000, Rules::default(), None), model);
        let mut found = Collector::default();
        let mut meter = Meter::new(Budget::default());
        if optimal {
            trust::search::<_, 1>(&mut grower, &mut meter, &mut found).unwrap();
        } else {
            visited::search::<_, 1>(&mut grower, &mut meter, &mut found).unwrap();
        }
        let ends = found.ends(&grower);
        let outcomes = ends.into_iter().filter(|end| end.status != Status::Race).map(|end| end.stdout).collect();
        (found.executions, found.stuck, outcomes)
    };
    let found = by(false);
    assert_eq!(by(true), found, "the optimal search finds something else");
    found
}

fn sb(store: Mode, load: Mode) -> Script {
    Script::new(
        2,
        vec![vec![Do::Store(0, store, 1), Do::Load(1, load)], vec![Do::Store(1, store, 1), Do::Load(0, load)]],
    )
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
        vec![
            vec![Do::Store(0, Relaxed, 1), Do::Store(1, Relaxed, 2)],
            vec![Do::Store(1, Relaxed, 1), Do::Store(0, Relaxed, 2)],
        ],
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

fn states(script: &Script) -> Found {
    crate::explore::explore(script, &Options { model: Model::Sc, method: Method::States, ..Options::default() })
}

fn statuses(found: &Found) -> Vec<Status> {
    found.ends.iter().map(|end| end.status).collect()
}

#[test]
fn states_and_schedules_are_counted() {
    let found = states(&sb(SeqCst, SeqCst));
    assert_eq!((found.states, found.schedules.as_deref()), (13, Some("6")));
    assert_eq!(found.ends.iter().map(|end| end.schedule.len()).collect::<Vec<_>>(), [5, 5, 5]);
}

#[test]
fn two_locks_in_two_orders_can_deadlock() {
    let lock = |loc| Do::Sync(loc, Op::Mutex(mutex::Op::Lock));
    let unlock = |loc| Do::Sync(loc, Op::Mutex(mutex::Op::Unlock { data: Value::Unit, poison: false }));
    let both = |a, b| vec![lock(a), lock(b), unlock(b), unlock(a)];
    let mutex = || State::Mutex(sync::Mutex::new(Value::Unit));
    let script = Script::new(0, vec![both(0, 1), both(1, 0)]).with(vec![mutex(), mutex()]);
    let found = states(&script);
    assert_eq!(statuses(&found), [Status::Finished, Status::Deadlock]);
    assert_eq!(found.ends[1].schedule.len(), 2, "the shortest way into the deadlock");
    assert_eq!(explore(&script, Model::Rc11), (2, 1, vec![String::new(), String::new()]));
    let ordered = Script::new(0, vec![both(0, 1), both(0, 1)]).with(vec![mutex(), mutex()]);
    assert_eq!(statuses(&states(&ordered)), [Status::Finished]);
    assert_eq!(explore(&ordered, Model::Rc11).0, 2);
}

#[test]
fn waiting_for_what_never_comes_is_a_livelock() {
    let wait = vec![Do::Load(0, Acquire), Do::Yield, Do::Until(1, 0)];
    let found = states(&Script::new(1, vec![wait.clone(), vec![Do::Store(0, Release, 2)]]));
    assert_eq!(statuses(&found), [Status::Livelock]);
    assert_eq!(found.schedules.as_deref(), Some("infinite"));
    // Fairness: the store comes in the end.
    assert_eq!(statuses(&states(&Script::new(1, vec![wait, vec![Do::Store(0, Release, 1)]]))), [Status::Finished]);
}

#[test]
fn two_who_yield_to_each_other_can_do_so_for_ever() {
    // Raise the own flag; if the other's is up, take it down and begin again.
    let polite = |own, other| {
        vec![Do::Store(own, SeqCst, 1), Do::Load(other, SeqCst), Do::Unless(0, own, 0), Do::Store(own, SeqCst, 0)]
    };
    let found = states(&Script::new(2, vec![polite(0, 1), polite(1, 0)]));
    assert_eq!(statuses(&found), [Status::Finished, Status::Livelock]);
    let livelock = &found.ends[1];
    assert!(livelock.repeats_from.is_some_and(|at| at < livelock.schedule.len()));
}

#[test]
fn a_thread_can_starve_where_a_lock_is_unfair() {
    // Thread 1 takes and frees a spin lock for ever; thread 2 wants it once.
    let swap = Do::Update(0, SeqCst, Update::Swap(Value::i32(1)));
    let take = vec![swap.clone(), Do::Until(0, 0)];
    let free = Do::Store(0, SeqCst, 0);
    let hog = [take.clone(), vec![free.clone(), Do::Again(0)]].concat();
    let found = states(&Script::new(1, vec![hog, [take, vec![free]].concat()]));
    let starved: Vec<_> = found.ends.iter().filter_map(|end| end.starved).collect();
    assert_eq!(starved, [2], "{:?}", found.ends);
}

#[test]
fn races_depend_on_the_orders() {
    let race = |script: &Script, model| {
        let found = crate::explore::explore(script, &Options { model, ..Options::default() });
        statuses(&found).contains(&Status::Race)
    };
    let pass = |store, load| {
        Script::new(
            2,
            vec![
                vec![Do::Store(0, NonAtomic, 1), Do::Store(1, store, 1)],
                vec![Do::Load(1, load), Do::Until(1, 0), Do::Load(0, NonAtomic)],
            ],
        )
    };
    for model in Model::ALL {
        assert!(!race(&pass(Release, Acquire), model), "{model:?}");
        assert!(race(&pass(Relaxed, Acquire), model), "{model:?}");
        assert!(race(&pass(Release, Relaxed), model), "{model:?}");
    }
}

/// A generator that gives the same programs every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len() as u64) as usize]
    }

    fn operation(&mut self) -> Do {
        let loc = self.roll(2) as u32;
        let value = Value::i32(self.roll(2) as i32 + 1);
        match self.roll(10) {
            0..=2 => Do::Load(loc, self.pick(&[NonAtomic, Relaxed, Acquire, SeqCst])),
            3..=5 => Do::Store(loc, self.pick(&[NonAtomic, Relaxed, Release, SeqCst]), self.roll(3) as i32),
            6 => Do::Fence(self.pick(&[Acquire, Release, AcqRel, SeqCst, SeqCst])),
            7 => Do::Update(
                loc,
                self.pick(&[Relaxed, Acquire, Release, AcqRel, SeqCst]),
                Update::Fetch(Fetch::Add, value),
            ),
            8 => Do::Update(loc, self.pick(&[Relaxed, AcqRel, SeqCst]), Update::Swap(value)),
            _ => Do::Update(
                loc,
                self.pick(&[Relaxed, Acquire, Release, AcqRel, SeqCst]),
                Update::CompareExchange {
                    expected: Value::i32(self.roll(2) as i32),
                    new: value,
                    failure: self.pick(&[Relaxed, Acquire, SeqCst]),
                    weak: self.roll(4) == 0,
                },
            ),
        }
    }

    fn thread(&mut self, longest: u64) -> Vec<Do> {
        let mut code: Vec<Do> = (0..=self.roll(longest)).map(|_| self.operation()).collect();
        match self.roll(6) {
            0 => {
                let lock = 2 + self.roll(2) as u32;
                code.insert(self.roll(code.len() as u64 + 1) as usize, Do::Sync(lock, Op::Mutex(mutex::Op::Lock)));
                code.push(Do::Sync(lock, Op::Mutex(mutex::Op::Unlock { data: Value::Unit, poison: false })));
            }
            1 => {
                let start = code.len();
                code.push(Do::Load(self.roll(2) as u32, self.pick(&[Relaxed, Acquire, SeqCst])));
                if self.roll(2) == 0 {
                    code.push(Do::Yield);
                }
                code.push(Do::Until(self.roll(3) as i32, start));
            }
            _ => {}
        }
        code
    }
}

/// Both graph searches under every model, and the state search under sc, on many small programs.
#[test]
fn the_searches_agree_on_random_programs() {
    let mut dice = Dice(0x1234_5678_9abc_def1);
    for round in 0..2000 {
        let threads = 2 + dice.roll(3);
        let longest = [4, 2, 1][threads as usize - 2];
        let code: Vec<Vec<Do>> = (0..threads).map(|_| dice.thread(longest)).collect();
        let lock = || State::Mutex(sync::Mutex::new(Value::Unit));
        let script = Script::new(2, code.clone()).with(vec![lock(), lock()]);
        for model in Model::ALL {
            let found = std::panic::catch_unwind(|| explore(&script, model))
                .unwrap_or_else(|_| panic!("round {round}, {model:?}: {code:#?}"));
            if model == Model::Sc {
                let options = Options { model, method: Method::States, ..Options::default() };
                let states = crate::explore::explore(&script, &options);
                let mut ends: Vec<String> =
                    states.ends.iter().filter(|end| end.status != Status::Race).map(|end| end.stdout.clone()).collect();
                let mut graphs = found.2;
                ends.sort();
                ends.dedup();
                graphs.sort();
                graphs.dedup();
                assert_eq!(ends, graphs, "round {round}: the state search against the graph search: {code:#?}");
            }
        }
    }
}
