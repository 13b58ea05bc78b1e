//! The stepper and the searches, which share no code but the request and the synchronization objects, must agree.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::attempts::{attempts, fingerprint};
use super::{Program, Stepper};
use crate::explore::{Options, explore};
use crate::memory::Model;
use crate::report::Status;
use crate::request::Mode::{self, *};
use crate::request::{Fetch, Update, Value};
use crate::search::script::{Do, Script};
use crate::sync::{self, Op, Rules, State, mutex};

fn lock(object: u32) -> Do {
    Do::Sync(object, Op::Mutex(mutex::Op::Lock))
}

fn unlock(object: u32) -> Do {
    Do::Sync(object, Op::Mutex(mutex::Op::Unlock { data: Value::Unit, poison: false }))
}

/// The same numbers every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn mode(&mut self, modes: &[Mode]) -> Mode {
        modes[self.roll(modes.len() as u64) as usize]
    }

    fn operation(&mut self, plain: bool) -> Do {
        let loc = self.roll(2) as u32;
        let value = Value::i32(self.roll(2) as i32 + 1);
        match self.roll(9) {
            0..=2 if plain => Do::Load(loc, self.mode(&[NonAtomic, Relaxed, Acquire])),
            3..=5 if plain => Do::Store(loc, self.mode(&[NonAtomic, Relaxed, Release]), 1),
            0..=2 => Do::Load(loc, self.mode(&[Relaxed, Relaxed, Acquire, SeqCst, SeqCst])),
            3..=5 => Do::Store(loc, self.mode(&[Relaxed, Relaxed, Release, SeqCst, SeqCst]), self.roll(2) as i32 + 1),
            6 => Do::Fence(self.mode(&[Acquire, Release, AcqRel, SeqCst, SeqCst])),
            7 => Do::Update(
                loc,
                self.mode(&[Relaxed, Acquire, Release, AcqRel, SeqCst]),
                Update::Fetch(Fetch::Add, value),
            ),
            _ => {
                let expected = Value::i32(self.roll(2) as i32);
                let weak = self.roll(4) == 0;
                let update = Update::CompareExchange {
                    expected,
                    new: value,
                    failure: self.mode(&[Relaxed, Acquire, SeqCst]),
                    weak,
                };
                Do::Update(loc, self.mode(&[Relaxed, Acquire, Release, AcqRel, SeqCst]), update)
            }
        }
    }

    /// A store and a load of another location, in either order, perhaps with a fence or a load more: what weak memory is made of.
    fn litmus(&mut self) -> Vec<Do> {
        let loc = self.roll(2) as u32;
        let store = Do::Store(loc, self.mode(&[Relaxed, Relaxed, Release, SeqCst]), self.roll(2) as i32 + 1);
        let load = Do::Load(1 - loc, self.mode(&[Relaxed, Relaxed, Acquire, SeqCst]));
        let mut code = if self.roll(4) == 0 { vec![load, store] } else { vec![store, load] };
        match self.roll(4) {
            0 => code.insert(1, Do::Fence(self.mode(&[AcqRel, SeqCst, SeqCst]))),
            1 => code.insert(1, Do::Load(loc, self.mode(&[Relaxed, SeqCst]))),
            2 => code.push(Do::Load(loc, Relaxed)),
            _ => {}
        }
        code
    }

    fn thread(&mut self, most: u64, plain: bool) -> Vec<Do> {
        let mut code: Vec<Do> = (0..=self.roll(most)).map(|_| self.operation(plain)).collect();
        if self.roll(4) == 0 {
            code.insert(self.roll(code.len() as u64 + 1) as usize, lock(2));
            code.push(unlock(2));
        }
        code
    }

    /// Two locks, in either order, and something while they are held.
    fn locked(&mut self) -> Vec<Do> {
        let first = 2 + self.roll(2) as u32;
        let second = 5 - first;
        vec![lock(first), self.operation(true), lock(second), self.operation(true), unlock(second), unlock(first)]
    }

    fn script(&mut self) -> (Script, Vec<Vec<Do>>) {
        let threads = 2 + self.roll(3).min(1);
        let most = if threads == 2 { 3 } else { 2 };
        let style = self.roll(6);
        let threads = if style == 1 { 2 } else { threads };
        let code: Vec<Vec<Do>> = (0..threads)
            .map(|_| match style {
                0 => self.thread(most, true),
                1 => self.locked(),
                2 | 3 => self.litmus(),
                _ => self.thread(most, false),
            })
            .collect();
        let free = || State::Mutex(sync::Mutex::new(Value::Unit));
        (Script::new(2, code.clone()).with(vec![free(), free()]), code)
    }
}

/// All ends that the stepper can be led to.
fn all_ends<P: Program>(stepper: &mut Stepper<P>) -> BTreeSet<(Status, String)> {
    let mut ends = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![stepper.world.clone()];
    while let Some(world) = open.pop() {
        if !seen.insert(fingerprint(&world)) {
            continue;
        }
        stepper.world = world.clone();
        if let Some(ending) = stepper.ending() {
            let stdout = if ending.status == Status::Race { String::new() } else { stepper.stdout().to_owned() };
            ends.insert((ending.status, stdout));
            continue;
        }
        for (thread, way) in stepper.moves() {
            let mut next = world.clone();
            next.take(&mut stepper.setting, thread, way, String::new());
            open.push(next);
        }
    }
    ends
}

#[test]
fn stepper_and_search_agree_and_every_witness_can_be_replayed() {
    let mut dice = Dice(20);
    let (mut weak, mut racy, mut stuck) = (0, 0, 0);
    for round in 0..120 {
        let (script, code) = dice.script();
        let script = Rc::new(script);
        let mut sizes = vec![];
        for model in Model::ALL {
            let found = explore(&*script, &Options { model, ..Options::default() });
            let case = || format!("round {round} under {}: {code:#?}", model.name());
            assert!(found.complete, "{}", case());
            let mut stepper = Stepper::new(Rc::clone(&script), model, Rules::default());
            let stepped = all_ends(&mut stepper);
            let races = |ends: &BTreeSet<(Status, String)>| ends.iter().any(|(status, _)| *status == Status::Race);
            let searched: BTreeSet<(Status, String)> = found
                .ends
                .iter()
                .map(|end| (end.status, if end.status == Status::Race { String::new() } else { end.stdout.clone() }))
                .collect();
            assert_eq!(races(&stepped), races(&searched), "{}", case());
            if !races(&stepped) {
                assert_eq!(stepped, searched, "{}", case());
            }
            racy += usize::from(races(&stepped));
            stuck += usize::from(stepped.iter().any(|(status, _)| *status == Status::Deadlock));
            sizes.push(stepped.len());
            for end in &found.ends {
                let mut stepper = Stepper::new(Rc::clone(&script), model, Rules::default());
                stepper.follow(&found, end).unwrap_or_else(|error| panic!("{error}: {:?}, {}", end.schedule, case()));
                if end.status != Status::Race && !races(&stepped) {
                    let ending = stepper.ending().unwrap_or_else(|| panic!("no end: {}", case()));
                    assert_eq!((ending.status, stepper.stdout()), (end.status, end.stdout.as_str()), "{}", case());
                }
            }
        }
        weak += usize::from(sizes[0] < sizes[2]);
    }
    assert!(weak > 10 && racy > 20 && stuck > 0, "the programs show nothing: {weak} weak, {racy} racy, {stuck} stuck");
}

fn store_buffering(mode: Mode) -> Rc<Script> {
    let thread = |own, other| vec![Do::Store(own, mode, 1), Do::Load(other, mode)];
    Rc::new(Script::new(2, vec![thread(0, 1), thread(1, 0)]))
}

#[test]
fn an_impossible_outcome_has_attempts_that_name_the_axiom() {
    let zero = |text: &str| text == "0 0";
    let axioms = |program: &Rc<Script>, model| -> BTreeSet<String> {
        let tried = attempts(program, model, Rules::default(), &zero, 10_000);
        assert!(tried.complete);
        tried.found.into_iter().map(|attempt| attempt.axiom).collect()
    };
    assert_eq!(axioms(&store_buffering(SeqCst), Model::Rc11), ["the order of SeqCst operations".to_string()].into());
    assert_eq!(axioms(&store_buffering(Relaxed), Model::Sc), ["sequential consistency".to_string()].into());
    assert_eq!(axioms(&store_buffering(SeqCst), Model::Tso), ["x86-TSO's global order".to_string()].into());
    assert!(axioms(&store_buffering(Relaxed), Model::Rc11).is_empty(), "possible: no attempt breaks anything");
}

#[test]
fn a_store_that_is_known_to_be_old_cannot_be_read() {
    let message = vec![Do::Store(0, Relaxed, 1), Do::Store(1, Release, 1)];
    let program = Rc::new(Script::new(2, vec![message, vec![Do::Load(1, Acquire), Do::Load(0, Relaxed)]]));
    let mut stepper = Stepper::new(program, Model::Rc11, Rules::default());
    for token in ["1", "1", "2"] {
        let number = stepper.choices().iter().position(|choice| choice.token == token).unwrap();
        stepper.take(number).unwrap();
    }
    let offered: Vec<_> = stepper.choices().iter().map(|choice| choice.reads_from.clone().unwrap().value).collect();
    assert_eq!(offered, ["1"]);
    let refused = stepper.refused(2);
    assert_eq!(refused.len(), 1);
    assert_eq!((refused[0].rule.as_str(), refused[0].would.as_str()), ("coherence", "read 0, the initial value"));
    assert!(refused[0].cycle.iter().any(|line| line.contains("[sw]")), "{:#?}", refused[0].cycle);
    assert!(refused[0].cycle.iter().any(|line| line.contains("[rb]")), "{:#?}", refused[0].cycle);
}

#[test]
fn steps_can_be_taken_back_and_again() {
    let mut stepper = Stepper::new(store_buffering(Relaxed), Model::Rc11, Rules::default());
    assert!(!stepper.undo() && !stepper.redo());
    stepper.replay("1.1.2.2r1").unwrap();
    assert_eq!(stepper.schedule(), "1.1.2.2r1");
    let there = stepper.history();
    assert!(stepper.undo() && stepper.undo());
    assert_eq!(stepper.schedule(), "1.1");
    assert!(stepper.redo() && stepper.redo() && !stepper.redo());
    assert_eq!(stepper.history(), there);
    stepper.undo();
    stepper.take(0).unwrap();
    assert!(!stepper.redo(), "another step was taken instead");
    assert!(stepper.take(99).is_err());
}

#[test]
fn a_bad_schedule_is_an_error_and_changes_nothing() {
    let mut stepper = Stepper::new(store_buffering(Relaxed), Model::Rc11, Rules::default());
    stepper.replay("1.2").unwrap();
    let endless = "1.".repeat(1 << 20);
    for text in [
        "3",
        "1.1.1",
        "x",
        "1x",
        "1r",
        "1r1",
        "1.1r9",
        "-1",
        "1..2",
        ".",
        "1.",
        "99999999999999999999",
        "1 ",
        "１",
        "1c0",
        endless.as_str(),
        "1r99999999999999999999999",
        "\u{0}",
        "1.2.1.2.0.0",
    ] {
        let error = stepper.replay(text).expect_err(text);
        assert!(!error.to_string().is_empty());
        assert_eq!(stepper.schedule(), "1.2");
        assert!(stepper.undo() && stepper.redo(), "undo works on");
    }
    stepper.replay("").unwrap();
    assert_eq!(stepper.schedule(), "");
}
