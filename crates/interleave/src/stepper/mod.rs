//! One execution, step by step, in the reader's hands.
//!
//! A step is a thread's next operation that others could notice, and, where the memory model leaves a choice, the store that it
//! reads or the place among the stores that it takes. Everything else (a spawn, a join that can go, a fence) happens by itself
//! as soon as it can. Steps can be taken back and taken again; what is not offered can be asked for its reason; the way here is a short text.
//!
//! The stepper keeps the execution as a plain graph and asks the axioms themselves ([`axioms`]) what is allowed. It shares nothing with
//! the searches but the request of a thread and the synchronization objects, so each checks the other.

pub mod attempts;
pub mod axioms;
pub mod execution;
pub mod relation;
mod schedule;
#[cfg(test)]
mod tests;
mod words;
mod world;

use std::rc::Rc;

use serde::Serialize;

use crate::memory::Model;
use crate::report::{Found, FoundEnd, Place, ReadsFrom, Status, Step, Wait, Way};
use crate::request::{FIRST_HIDDEN, Object, Program, Request, Span, Thread, ThreadId};
use crate::sync::{Blocked, Rules, State};

use execution::Execution;
pub use schedule::BadSchedule;
use world::{Forbidden, Move, Over, Setting, World};

/// What to call a thread: `main`, or its number.
#[must_use]
pub fn thread_name(thread: ThreadId) -> String {
    if thread == 0 { "main".into() } else { format!("thread {thread}") }
}

/// A step that can be taken now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Choice {
    pub thread: ThreadId,
    pub span: Span,
    /// The source of what is done.
    pub does: String,
    /// For a load: the store that it would read.
    pub reads_from: Option<ReadsFrom>,
    /// What else there is to say: whom a notification would wake, where a store would come.
    pub note: Option<String>,
    /// Its token in the schedule's text.
    pub token: String,
}

/// A store that a load cannot read now, or a place that a store cannot take.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Refused {
    pub thread: ThreadId,
    pub span: Span,
    pub does: String,
    /// What it would be: `read 0, the initial value of X`.
    pub would: String,
    /// Which rule forbids it.
    pub rule: String,
    /// The reason, in a sentence or two.
    pub because: String,
    /// The cycle that there would be, one line per event.
    pub cycle: Vec<String>,
}

/// A thread and what it is about to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ThreadView {
    pub thread: ThreadId,
    pub name: String,
    pub condition: Condition,
    pub span: Span,
    /// The source of its next operation.
    pub does: String,
    pub wait: Option<Wait>,
}

/// Whether a thread can go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Condition {
    Ready,
    Blocked,
    Ended,
    Panicked,
}

/// What is in memory.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ObjectView {
    pub name: String,
    /// Its value, or its state in words.
    pub state: String,
    /// For a location: all values that were written, in modification order, and the step that wrote each.
    pub stores: Vec<ReadsFrom>,
    /// For a location: how far each thread has come in that order. It cannot read, or write before, an older store: it knows of this
    /// one. A thread that has done nothing yet is not listed.
    pub views: Vec<(ThreadId, usize)>,
    /// For anything else: its state, in pieces.
    pub shared: Option<Shared>,
}

/// The state of what threads share and is no location.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize)]
pub struct Shared {
    /// What Rust calls such an object.
    pub kind: &'static str,
    /// How it stands; if that takes threads or values to say, these follow: "held by", "free, holds".
    pub says: &'static str,
    /// Who holds it, has arrived at it or stands in its queue.
    pub by: Vec<ThreadId>,
    /// The values in it, the first to come out first.
    pub holds: Vec<String>,
    pub poisoned: bool,
    /// Who cannot go on because of it.
    pub waiting: Vec<ThreadId>,
}

/// How the execution has ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Ending {
    pub status: Status,
    pub detail: Option<String>,
    pub waits: Vec<Wait>,
    /// The threads of a cycle, each of which waits for the next.
    pub cycle: Vec<ThreadId>,
    pub race: Option<[Place; 2]>,
}

/// Everything that a page shows of a stepper.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct View {
    pub model: &'static str,
    pub choices: Vec<Choice>,
    pub threads: Vec<ThreadView>,
    pub objects: Vec<ObjectView>,
    pub stdout: String,
    pub history: Vec<Step>,
    pub ending: Option<Ending>,
    /// The text that [`Stepper::replay`] takes.
    pub schedule: String,
    pub can_undo: bool,
    pub can_redo: bool,
}

/// An execution in the making.
pub struct Stepper<P: Program> {
    setting: Setting<P>,
    /// Before the first step, and now.
    start: World<P::Thread>,
    world: World<P::Thread>,
    /// The steps between them.
    done: Vec<Done>,
    /// Steps taken back, the next one last.
    undone: Vec<Done>,
}

/// A step that was taken, and its token.
type Done = (ThreadId, Move, String);

impl<P: Program> Stepper<P> {
    /// The program before its first step.
    #[must_use]
    pub fn new(program: Rc<P>, model: Model, rules: Rules) -> Self {
        let mut setting = Setting::new(program, model, rules);
        let world = World::new(&mut setting);
        Self { setting, start: world.clone(), world, done: vec![], undone: vec![] }
    }

    /// The model whose choices are offered.
    #[must_use]
    pub fn model(&self) -> Model {
        self.setting.model
    }

    /// The steps that can be taken now, by thread. Loads come with the newest store first.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        self.moves().into_iter().map(|(thread, way)| self.choice(thread, way)).collect()
    }

    fn moves(&self) -> Vec<(ThreadId, Move)> {
        let threads = self.world.threads.keys();
        threads.flat_map(|&thread| self.moves_of(thread).into_iter().map(move |way| (thread, way))).collect()
    }

    fn moves_of(&self, thread: ThreadId) -> Vec<Move> {
        let ways = self.world.ways(&self.setting, thread).into_iter();
        ways.filter(|&way| self.world.judge(&self.setting, thread, way).is_ok()).collect()
    }

    fn choice(&self, thread: ThreadId, way: Move) -> Choice {
        let (span, does) = self.in_source(thread);
        let (reads_from, note) = self.describe(thread, way);
        Choice { thread, span, does, reads_from, note, token: self.token(thread, way) }
    }

    fn does(&self, thread: ThreadId) -> String {
        self.in_source(thread).1
    }

    fn in_source(&self, thread: ThreadId) -> (Span, String) {
        self.world.in_source(&self.setting, thread)
    }

    /// Takes the step that [`choices`](Self::choices) lists under this number. What was taken back is forgotten.
    ///
    /// # Errors
    /// If there is no such step.
    pub fn take(&mut self, number: usize) -> Result<(), BadSchedule> {
        let moves = self.moves();
        let &(thread, way) = moves.get(number).ok_or_else(|| BadSchedule::no_choice(number, moves.len()))?;
        self.undone.clear();
        self.go(thread, way);
        Ok(())
    }

    fn go(&mut self, thread: ThreadId, way: Move) {
        let token = self.token(thread, way);
        self.done.push((thread, way, token.clone()));
        self.world.take(&mut self.setting, thread, way, token);
    }

    /// Takes the last step back. Whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(last) = self.done.pop() else { return false };
        self.undone.push(last);
        // All the others once more, from the start: a copy for each step would take the square of their number.
        self.world = self.start.clone();
        for (thread, way, token) in &self.done {
            self.world.take(&mut self.setting, *thread, *way, token.clone());
        }
        true
    }

    /// Takes the last step that was taken back once more. Whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some((thread, way, _)) = self.undone.pop() else { return false };
        self.go(thread, way);
        true
    }

    /// Back to before the first step. Everything can be taken again.
    pub fn restart(&mut self) {
        self.undone.extend(self.done.drain(..).rev());
        self.world = self.start.clone();
    }

    /// The threads that have been started, and what each is about to do.
    #[must_use]
    pub fn threads(&self) -> Vec<ThreadView> {
        let threads = self.world.threads.iter();
        threads
            .map(|(&thread, strand)| {
                let wait = self.wait(thread);
                let condition = match &strand.ended {
                    Some(crate::request::End::Returned(_)) => Condition::Ended,
                    Some(crate::request::End::Panicked(_)) => Condition::Panicked,
                    None if wait.is_some() => Condition::Blocked,
                    None => Condition::Ready,
                };
                let does = if strand.ended.is_some() { String::new() } else { self.does(thread) };
                ThreadView { thread, name: thread_name(thread), condition, span: strand.thread.span(), does, wait }
            })
            .collect()
    }

    /// What a blocked thread waits for, and who could help.
    #[must_use]
    pub fn wait(&self, thread: ThreadId) -> Option<Wait> {
        let (object, blocked) = self.waits_at(thread)?;
        let (span, does) = self.in_source(thread);
        let at = Place { thread, line: span.line, column: span.column, does };
        Some(Wait { thread, at, on: self.wanted(object, &blocked), by: blocked.by })
    }

    /// On which object it is blocked, and why.
    fn waits_at(&self, thread: ThreadId) -> Option<(Option<Object>, Blocked)> {
        let over = self.world.over.is_some() || !self.world.ways(&self.setting, thread).is_empty();
        if over { None } else { self.world.blocked(thread) }
    }

    /// All that there is to see now.
    #[must_use]
    pub fn view(&self) -> View {
        View {
            model: self.setting.model.name(),
            choices: self.choices(),
            threads: self.threads(),
            objects: self.objects(),
            stdout: self.world.stdout.clone(),
            history: self.history(),
            ending: self.ending(),
            schedule: self.schedule(),
            can_undo: !self.done.is_empty(),
            can_redo: !self.undone.is_empty(),
        }
    }

    /// What has been printed.
    #[must_use]
    pub fn stdout(&self) -> &str {
        &self.world.stdout
    }

    /// The steps so far, with those that happened by themselves.
    #[must_use]
    pub fn history(&self) -> Vec<Step> {
        self.world.history.iter().map(|taken| self.step(taken)).collect()
    }

    fn step(&self, taken: &world::Taken) -> Step {
        let event = &self.world.execution.events[taken.event];
        let Span { line, column, end_line, end_column } = event.span;
        let reads_from = event.reads.map(|write| self.reads_from(write));
        Step {
            thread: taken.thread,
            line,
            column,
            end_line,
            end_column,
            does: event.does.clone(),
            reads_from,
            note: taken.note.clone(),
            quiet: taken.quiet,
        }
    }

    fn reads_from(&self, write: execution::Index) -> ReadsFrom {
        let event = &self.world.execution.events[write];
        ReadsFrom { value: event.wrote.as_ref().map_or_else(String::new, ToString::to_string), step: event.step }
    }

    /// Everything that threads share, and how it stands.
    #[must_use]
    pub fn objects(&self) -> Vec<ObjectView> {
        let name = |object: Object| self.setting.program.object_name(object);
        let mut views: Vec<(Object, ObjectView)> = vec![];
        let hb = self.world.execution.relations().hb;
        for (&object, order) in self.world.execution.mo.iter().filter(|(object, _)| object.index < FIRST_HIDDEN) {
            let stores: Vec<_> = order.iter().map(|&write| self.reads_from(write)).collect();
            let state = stores.last().map_or_else(String::new, |store| store.value.clone());
            let view = ObjectView { name: name(object), state, stores, views: self.known(order, &hb), shared: None };
            views.push((object, view));
        }
        let waits = |&thread: &ThreadId| Some((thread, self.waits_at(thread)?.0?));
        let waits: Vec<(ThreadId, Object)> = self.world.threads.keys().filter_map(waits).collect();
        for (&object, state) in self.world.objects.iter().filter(|(object, _)| object.index < FIRST_HIDDEN) {
            let shared = words::state(state);
            // Who stands in a queue is said already.
            let waits_here = |&&(thread, at): &&(ThreadId, Object)| at == object && !shared.by.contains(&thread);
            let waiting = waits.iter().filter(waits_here).map(|&(thread, _)| thread).collect();
            let state = shared.to_string();
            let shared = Some(Shared { waiting, ..shared });
            views.push((object, ObjectView { name: name(object), state, stores: vec![], views: vec![], shared }));
        }
        // Statics first, in the order of the source.
        views.sort_by_key(|(object, _)| (object.owner != crate::request::STATICS, *object));
        views.into_iter().map(|(_, view)| view).collect()
    }

    /// The latest of these stores that each thread knows of: it happened before what the thread did last, or was read there or before.
    fn known(&self, order: &[execution::Index], hb: &relation::Relation) -> Vec<(ThreadId, usize)> {
        let events = &self.world.execution.events;
        let of = |&thread: &ThreadId| {
            let last = events.iter().rposition(|event| event.thread == Some(thread))?;
            let before = |event: execution::Index| event == last || hb.has(event, last);
            let is_read = |write| (0..events.len()).any(|read| events[read].reads == Some(write) && before(read));
            let known = order.iter().rposition(|&write| before(write) || is_read(write));
            Some((thread, known.unwrap_or(0)))
        };
        self.world.threads.keys().filter_map(of).collect()
    }

    /// What the thread's next operation cannot do, and why.
    #[must_use]
    pub fn refused(&self, thread: ThreadId) -> Vec<Refused> {
        if !self.world.threads.contains_key(&thread) {
            return vec![];
        }
        let (span, does) = self.in_source(thread);
        let ways = self.world.ways(&self.setting, thread).into_iter();
        let refused = ways.filter_map(|way| Some((way, self.world.judge(&self.setting, thread, way).err()?)));
        refused.map(|(way, forbidden)| {
            let would = self.would(way);
            match forbidden {
                Forbidden::NotTheLast => Refused {
                    thread, span, does: does.clone(), would,
                    rule: "interleaving".into(),
                    because: "under sequential consistency an operation meets the last store before it in the schedule; an older \
                              value is for a schedule in which it comes earlier".into(),
                    cycle: vec![],
                },
                Forbidden::Axiom(violation, with) => Refused {
                    thread, span, does: does.clone(), would,
                    rule: violation.axiom.name().into(),
                    because: violation.axiom.demands().into(),
                    cycle: self.cycle_in_words(&violation, &with.0),
                },
            }
        }).collect()
    }

    /// How the execution has ended, if it has. A data race is an end, whatever may come after it.
    #[must_use]
    pub fn ending(&self) -> Option<Ending> {
        self.race().or_else(|| self.defined_ending())
    }

    /// The data race that there has been, if there has been one.
    fn race(&self) -> Option<Ending> {
        let (a, b) = self.world.race?;
        let place = |index: execution::Index| {
            let event = &self.world.execution.events[index];
            Place {
                thread: event.thread.unwrap_or(0),
                line: event.span.line,
                column: event.span.column,
                does: event.does.clone(),
            }
        };
        let race = [place(a), place(b)];
        let detail = format!(
            "nothing orders {} in {} and {} in {}",
            self.access(a),
            thread_name(race[0].thread),
            self.access(b),
            thread_name(race[1].thread),
        );
        Some(Ending { status: Status::Race, detail: Some(detail), waits: vec![], cycle: vec![], race: Some(race) })
    }

    /// How the execution has ended, if it has, and data races do not count.
    #[must_use]
    pub fn defined_ending(&self) -> Option<Ending> {
        let plain = |status, detail| Some(Ending { status, detail, waits: vec![], cycle: vec![], race: None });
        match &self.world.over {
            Some(Over::Finished) => plain(Status::Finished, None),
            Some(Over::Panicked(message)) => plain(Status::Panicked, Some(self.panics(message))),
            Some(Over::TooMuch(thread, what)) => {
                plain(Status::Livelock, Some(format!("{} {what}", thread_name(*thread))))
            }
            None if self.moves().is_empty() => {
                if let Some((&thread, _)) = self.world.threads.iter().find(|(_, strand)| strand.endless) {
                    let what = "goes round for ever without an operation that another thread could see";
                    return plain(Status::Livelock, Some(format!("{} {what}", thread_name(thread))));
                }
                let waits: Vec<_> = self.world.threads.keys().filter_map(|&thread| self.wait(thread)).collect();
                let detail = Some(words::deadlock(&waits, &self.lost_notifications()));
                let cycle = words::cycle(&waits).into_iter().flatten().map(|wait| wait.thread).collect();
                Some(Ending { status: Status::Deadlock, detail, waits, cycle, race: None })
            }
            None => None,
        }
    }

    /// Main's panic, and those of other threads that came before it.
    fn panics(&self, message: &str) -> String {
        let mut text = format!("main panics: {message}");
        for (&thread, strand) in &self.world.threads {
            if let (Some(crate::request::End::Panicked(message)), true) = (&strand.ended, thread != 0) {
                text.push_str(&format!("; before that, {} panicked: {message}", thread_name(thread)));
            }
        }
        text
    }

    /// The execution so far, as a graph.
    #[must_use]
    pub fn execution(&self) -> &Execution {
        &self.world.execution
    }

    /// The state of a synchronization object.
    #[must_use]
    pub fn object(&self, object: Object) -> Option<&State> {
        self.world.objects.get(&object)
    }

    /// The name of an object.
    #[must_use]
    pub fn object_name(&self, object: Object) -> String {
        self.setting.program.object_name(object)
    }

    /// The way here, as a text for a URL: one token per step, see [`replay`](Self::replay).
    #[must_use]
    pub fn schedule(&self) -> String {
        let tokens = self.world.history.iter().filter(|taken| !taken.quiet).map(|taken| taken.token.as_str());
        tokens.collect::<Vec<_>>().join(".")
    }

    /// Follows a schedule that a search found, from the start.
    ///
    /// # Errors
    /// If the schedule names a step that is not offered: search and stepper disagree, which is a bug of one of them.
    pub fn follow(&mut self, found: &Found, end: &FoundEnd) -> Result<(), BadSchedule> {
        self.restart();
        self.undone.clear();
        for &(parent, n) in &found.threads {
            self.setting.child(parent, n);
        }
        // The event of each step of the schedule.
        let mut events: Vec<execution::Index> = vec![];
        for (position, taken) in end.schedule.iter().enumerate() {
            if self.world.over.is_some() || (end.status == Status::Race && self.world.race.is_some()) {
                break;
            }
            let Some(way) = self.meant(taken, &events) else {
                let what = format!("{} {:?}", thread_name(taken.thread), taken.way);
                return Err(BadSchedule::not_offered(position, &what));
            };
            let before = self.world.history.len();
            self.go(taken.thread, way);
            events.push(self.world.history[before].event);
        }
        // Asked once, at the end: a graph is consistent only if all that led to it are.
        axioms::check(&self.world.execution, self.setting.model)
            .map_err(|violation| BadSchedule::forbidden(end.schedule.len(), violation.axiom.name()))
    }

    /// The move that a step of a found schedule means, if there is one. `events` are those of the steps before.
    fn meant(&self, taken: &crate::report::Taken, events: &[execution::Index]) -> Option<Move> {
        let ways = self.world.ways(&self.setting, taken.thread);
        let request = self.world.threads.get(&taken.thread)?.thread.request();
        let write = |step: Option<usize>| match (step, request) {
            (Some(step), _) => events.get(step).copied(),
            (None, Request::Load { object, .. } | Request::Store { object, .. } | Request::Update { object, .. }) => {
                self.world.writes(*object).first().copied()
            }
            _ => None,
        };
        let is_meant = |way: &Move| match (taken.way, *way) {
            (Way::Only, _) | (Way::Number(0), Move::Only) => true,
            // Whether the thread has ended: its flag's initial value, or the value that its end wrote.
            (Way::Number(flag), Move::Reads(write)) => {
                self.world.execution.events[write].thread.is_some() == (flag == 1)
            }
            (Way::Number(number), way) => way == Move::Number(number),
            (Way::Reads(step), way) => write(step).is_some_and(|write| way == Move::Reads(write)),
            (Way::After(step), way) => write(step).is_some_and(|write| way == Move::After(write)),
            // Under `sc` every operation meets the last store, and the search need not say which that is.
            (Way::Updates { fails, .. }, Move::Updates { fails: this, .. }) if self.setting.model == Model::Sc => {
                fails == this
            }
            (Way::Updates { from, fails }, way) => write(from).is_some_and(|from| way == Move::Updates { from, fails }),
        };
        ways.into_iter().find(is_meant)
    }
}
