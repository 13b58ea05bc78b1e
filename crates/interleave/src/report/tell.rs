//! From the bare facts of a search to an answer in words: every schedule is replayed.

use std::rc::Rc;

use super::{Exploration, Found, FoundEnd, Outcome, Status};
use crate::explore::Options;
use crate::request::{Program, Span, ThreadId};
use crate::stepper::execution::{Action, Event, Execution};
use crate::stepper::{Stepper, thread_name};
use crate::sync::Rules;

/// Schedules with more steps are not replayed.
const LONGEST: usize = 2_000;

/// So many pairs of a load and a store are looked at in each thread, for load buffering.
const MOST_PAIRS: usize = 1_000;

/// Puts what a search found into words. That may take as long again as the budget gave the search; then outcomes are told without
/// a witness.
#[must_use]
pub fn tell<P: Program>(program: &Rc<P>, found: &Found, options: &Options<'_>, time_ms: f64) -> Exploration {
    let start = options.budget.time.map(|(_, clock)| clock());
    let in_time = || options.budget.time.zip(start).is_none_or(|((limit, clock), start)| clock() - start <= limit);
    let mut finished: Option<Vec<Shape>> = None;
    let mut outcomes = Vec::with_capacity(found.ends.len());
    for end in &found.ends {
        let untold = if end.schedule.len() > LONGEST {
            Some(format!("its shortest schedule has {} steps, too many to show", end.schedule.len()))
        } else {
            (!in_time()).then(|| "no schedule is shown: the time was used up".to_owned())
        };
        if untold.is_some() {
            outcomes.push(without_witness(end, untold));
            continue;
        }
        let (outcome, execution) = outcome(program, found, end, options.rules);
        if end.status == Status::Finished {
            let shapes = load_buffering(&execution);
            match &mut finished {
                Some(all) => all.retain(|shape| shapes.contains(shape)),
                None => finished = Some(shapes),
            }
        }
        outcomes.push(outcome);
    }
    Exploration {
        model: found.model,
        complete: found.complete,
        executions: found.executions,
        schedules: found.schedules.clone(),
        states: found.states,
        bounded: found.bounded.clone(),
        outcomes,
        load_buffering: finished.and_then(|shapes| shapes.into_iter().next()).map(|shape| shape.tell()),
        time_ms,
    }
}

fn without_witness(end: &FoundEnd, detail: Option<String>) -> Outcome {
    Outcome {
        stdout: end.stdout.clone(),
        status: end.status,
        executions: end.executions,
        witness: Vec::new(),
        schedule: String::new(),
        detail,
        waits: Vec::new(),
        cycle: Vec::new(),
        race: None,
        repeats_from: None,
    }
}

fn outcome<P: Program>(program: &Rc<P>, found: &Found, end: &FoundEnd, rules: Rules) -> (Outcome, Execution) {
    let mut stepper = Stepper::new(Rc::clone(program), found.model, rules);
    let followed = stepper.follow(found, end);
    if end.status == Status::Race {
        // A search may stop where both accesses are about to happen.
        for (thread, _) in end.race.iter().flatten() {
            if stepper.ending().is_none()
                && let Some(number) = stepper.choices().iter().position(|choice| choice.thread == *thread)
            {
                let _ = stepper.take(number);
            }
        }
    }
    let ending = if end.status == Status::Race { stepper.ending() } else { stepper.defined_ending() };
    let mut detail = match (&ending, end.status) {
        (Some(ending), _) if ending.status == end.status => ending.detail.clone(),
        (_, Status::Livelock) => Some(going_round(&stepper, end.repeats_from)),
        (_, Status::Starvation) => end.starved.map(|thread| {
            format!("{} never gets its turn, although every thread that can go on goes on", thread_name(thread))
        }),
        (_, status) => Some(format!("the witness does not end in {status:?}: a fault of this explorer")),
    };
    if let Err(error) = followed {
        detail = Some(format!("the witness cannot be replayed, a fault of this explorer: {error}"));
    }
    let ending = ending.filter(|ending| ending.status == end.status);
    let outcome = Outcome {
        stdout: if end.status == Status::Race { stepper.stdout().to_owned() } else { end.stdout.clone() },
        status: end.status,
        executions: end.executions,
        witness: stepper.history(),
        schedule: stepper.schedule(),
        detail,
        waits: ending.as_ref().map(|ending| ending.waits.clone()).unwrap_or_default(),
        cycle: ending.as_ref().map(|ending| ending.cycle.clone()).unwrap_or_default(),
        race: ending.and_then(|ending| ending.race),
        repeats_from: end.repeats_from,
    };
    (outcome, stepper.execution().clone())
}

fn going_round<P: Program>(stepper: &Stepper<P>, from: Option<usize>) -> String {
    let history = stepper.history();
    let steps: Vec<_> = history.iter().filter(|step| !step.quiet).collect();
    let round = &steps[from.unwrap_or(0).min(steps.len())..];
    let mut threads: Vec<ThreadId> = round.iter().map(|step| step.thread).collect();
    threads.sort_unstable();
    threads.dedup();
    let blocked: Vec<_> = stepper.threads().into_iter().filter_map(|view| view.wait).collect();
    let mut text = if threads.is_empty() {
        "the threads that are left wait in loops for what nobody will write".to_string()
    } else {
        let names: Vec<_> = threads.into_iter().map(thread_name).collect();
        format!("{} can go round for ever", names.join(" and "))
    };
    for wait in blocked {
        text.push_str(&format!("; {} waits for {}", thread_name(wait.thread), wait.on));
    }
    text
}

/// Two threads that could show load buffering: each loads, and then stores what the other loads, and nothing keeps a compiler or
/// processor from doing the store first.
#[derive(PartialEq, Eq)]
struct Shape([Half; 2]);

/// A thread, the line and column of its load and of its store, and what it loads.
type Half = (ThreadId, (u32, u32), (u32, u32), String);

impl Shape {
    fn tell(&self) -> String {
        let [(a, load_a, store_a, _), (b, load_b, store_b, _)] = &self.0;
        format!(
            "load buffering: C++20 and Rust let the store in line {} of {} come before its load in line {}, and the store in line {} of {} \
             before its load in line {}, so that each load may read the other thread's store. RC11, by which executions are \
             enumerated here, rules that out: in it a load reads from a store that came earlier",
            store_a.0,
            thread_name(*a),
            load_a.0,
            store_b.0,
            thread_name(*b),
            load_b.0
        )
    }
}

fn load_buffering(execution: &Execution) -> Vec<Shape> {
    let place = |span: Span| (span.line, span.column);
    let events = &execution.events;
    // A load and a later store of one thread, with no fence, no lock and no other synchronization between them.
    let pairs = |thread: ThreadId| {
        let mut pairs: Vec<(&Event, &Event)> = vec![];
        let own: Vec<&Event> = events.iter().filter(|event| event.thread == Some(thread)).collect();
        for (position, load) in own.iter().enumerate() {
            if load.action != Action::Read || !load.is_atomic() {
                continue;
            }
            for store in own[position + 1..].iter().take_while(|event| event.is_memory()) {
                if store.action == Action::Write && store.is_atomic() && store.object != load.object {
                    pairs.push((load, store));
                }
            }
            if pairs.len() > MOST_PAIRS {
                break;
            }
        }
        pairs
    };
    let last = events.iter().filter_map(|event| event.thread).max().unwrap_or_default();
    let synchronizes = |store: &Event, load: &Event| store.releases() && load.acquires();
    let mut shapes = Vec::new();
    for a in 0..=last {
        for b in a + 1..=last {
            for (load_a, store_a) in pairs(a) {
                for (load_b, store_b) in pairs(b) {
                    let crossed = load_a.object == store_b.object && load_b.object == store_a.object;
                    if crossed && !synchronizes(store_a, load_b) && !synchronizes(store_b, load_a) {
                        // The values too: a store whose value depends on a load is not the same in all outcomes.
                        let side = |thread, load: &Event, store: &Event| {
                            (thread, place(load.span), place(store.span), format!("{:?}", store.wrote))
                        };
                        let shape = Shape([side(a, load_a, store_a), side(b, load_b, store_b)]);
                        if !shapes.contains(&shape) {
                            shapes.push(shape);
                        }
                    }
                }
            }
        }
    }
    shapes
}
