//! Why an outcome is impossible: all the ways to bring it about if no axiom held, and the axiom that each of them breaks.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use serde::Serialize;

use super::axioms;
use super::world::{Over, World};
use super::{Program, Stepper};
use crate::memory::Model;
use crate::report::Step;
use crate::request::ThreadId;
use crate::sync::Rules;

/// A way to bring an outcome about that a model forbids.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Attempt {
    /// The name of the axiom that it breaks.
    pub axiom: String,
    /// What the axiom demands.
    pub demands: String,
    /// The cycle that there would be, one line per event.
    pub cycle: Vec<String>,
    /// The steps, with what each load would read.
    pub steps: Vec<Step>,
}

/// What came of looking for attempts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Attempts {
    /// Different ones, those with the shortest cycles first.
    pub found: Vec<Attempt>,
    /// Whether all executions were tried.
    pub complete: bool,
    /// The executions that end with the outcome, all forbidden.
    pub executions: usize,
}

/// Tries every execution in which loads read whatever store there is, and stores come in any order, and keeps those that print what is
/// `wanted`; at most `budget` graphs.
pub fn attempts<P: Program>(
    program: &Rc<P>,
    model: Model,
    rules: Rules,
    wanted: &dyn Fn(&str) -> bool,
    budget: usize,
) -> Attempts {
    let mut stepper = Stepper::new(Rc::clone(program), model, rules);
    let mut search =
        Search { wanted, budget, seen: BTreeSet::new(), found: BTreeMap::new(), executions: 0, complete: true };
    let world = stepper.world.clone();
    search.grow(&mut stepper, world);
    let mut found: Vec<_> = search.found.into_values().collect();
    found.sort_by_key(|attempt| attempt.cycle.len());
    Attempts { found, complete: search.complete, executions: search.executions }
}

struct Search<'a> {
    wanted: &'a dyn Fn(&str) -> bool,
    budget: usize,
    seen: BTreeSet<u64>,
    found: BTreeMap<Vec<String>, Attempt>,
    executions: usize,
    complete: bool,
}

impl Search<'_> {
    fn grow<P: Program>(&mut self, stepper: &mut Stepper<P>, world: World<P::Thread>) {
        // A step is taken when its turn comes, so that only the worlds on the way here are kept.
        let mut open = vec![(Rc::new(world), None)];
        while let Some((before, step)) = open.pop() {
            let mut world = Rc::unwrap_or_clone(before);
            if let Some((thread, way)) = step {
                world.take(&mut stepper.setting, thread, way, String::new());
            }
            if !self.seen.insert(fingerprint(&world)) {
                continue;
            }
            if self.seen.len() > self.budget {
                self.complete = false;
                return;
            }
            if matches!(world.over, Some(Over::Finished)) && (self.wanted)(&world.stdout) {
                self.judge(stepper, world);
                continue;
            }
            let world = Rc::new(world);
            for &thread in world.threads.keys() {
                let ways = world.ways(&stepper.setting, thread).into_iter();
                open.extend(ways.map(|way| (Rc::clone(&world), Some((thread, way)))));
            }
        }
    }

    fn judge<P: Program>(&mut self, stepper: &mut Stepper<P>, world: World<P::Thread>) {
        let Err(mut violation) = axioms::check(&world.execution, stepper.setting.model) else { return };
        self.executions += 1;
        let execution = world.execution.clone();
        stepper.world = world;
        // The same cycle, wherever it was entered: it begins with the lowest thread.
        let event = |index: usize| (execution.events[index].thread, index);
        let first = (0..violation.cycle.len()).min_by_key(|&at| event(violation.cycle[at].0)).unwrap_or(0);
        violation.cycle.rotate_left(first);
        let cycle = stepper.cycle_in_words(&violation, &execution);
        let steps = stepper.history().into_iter().filter(|step| !step.quiet).collect();
        self.found.entry(cycle.clone()).or_insert_with(|| Attempt {
            axiom: violation.axiom.name().into(),
            demands: violation.axiom.demands().into(),
            cycle,
            steps,
        });
    }
}

/// A graph's name, the same in whatever order its events were added.
pub(super) fn fingerprint<T: crate::request::Thread>(world: &World<T>) -> u64 {
    let mut counts: BTreeMap<Option<ThreadId>, usize> = BTreeMap::new();
    let names: Vec<(Option<ThreadId>, usize)> = world
        .execution
        .events
        .iter()
        .map(|event| {
            let count = counts.entry(event.thread).or_default();
            *count += 1;
            (event.thread, *count)
        })
        .collect();
    let mut events: Vec<_> = world
        .execution
        .events
        .iter()
        .enumerate()
        .filter(|(_, event)| event.thread.is_some())
        .map(|(index, event)| (names[index], event.reads.map(|write| names[write])))
        .collect();
    events.sort_unstable();
    let orders = |orders: &BTreeMap<crate::request::Object, Vec<usize>>| -> Vec<_> {
        orders
            .iter()
            .map(|(object, order)| (*object, order.iter().map(|&index| names[index]).collect::<Vec<_>>()))
            .collect()
    };
    let mut hasher = DefaultHasher::new();
    (events, orders(&world.execution.mo), orders(&world.execution.operations), &world.stdout).hash(&mut hasher);
    for (thread, strand) in &world.threads {
        (thread, &strand.thread).hash(&mut hasher);
    }
    hasher.finish()
}
